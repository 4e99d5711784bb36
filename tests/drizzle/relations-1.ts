// Relations of Drizzle 1.0, one of them between the table and itself, one through
// another table, and one without a foreign key.
import { defineRelations } from "drizzle-orm";
import { integer, pgTable, primaryKey, text } from "drizzle-orm/pg-core";

export const page = pgTable("page", {
  id: integer("id").primaryKey(),
  above: integer("above").references(() => page.id),
  owner: text("owner"),
});
export const tag = pgTable("tag", { name: text("name").primaryKey() });
export const tagged = pgTable(
  "tagged",
  {
    page: integer("page").references(() => page.id, { onDelete: "cascade" }),
    tag: text("tag").references(() => tag.name),
  },
  (t) => [primaryKey({ name: "tagged_key", columns: [t.page, t.tag] })],
);

export const relations = defineRelations({ page, tag, tagged }, (r) => ({
  page: {
    parent: r.one.page({ from: r.page.above, to: r.page.id, alias: "tree" }),
    children: r.many.page({ from: r.page.id, to: r.page.above, alias: "tree" }),
    tags: r.many.tag({ from: r.page.id.through(r.tagged.page), to: r.tag.name.through(r.tagged.tag) }),
    owned: r.one.tag({ from: r.page.owner, to: r.tag.name }),
  },
}));
//= datasource db {
//=   provider = "postgresql"
//= }
//= config {
//=   convention = "drizzle@1"
//=   tables     = snake
//= }
//= model Page {
//=   id    Int     @id
//=   above Int?    @references(Page.id, name: "tree", as: parent, back: children)
//=   owner String?
//= }
//= model Tag {
//=   name String @id
//= }
//= model Tagged {
//=   page Int    @references(Page.id, onDelete: Cascade)
//=   tag  String @references(Tag.name)
//=   @@id([page, tag], map: "tagged_key")
//= }
//! relations-1.ts:26:12: warning: the relation 'owned' has no foreign key of its own [AG1013]
