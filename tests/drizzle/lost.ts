// What a schema does not have, and what only running the file would tell.
import { sql } from "drizzle-orm";
import { index, integer, pgPolicy, pgRole, pgTable, text, uniqueIndex } from "drizzle-orm/pg-core";
import { makeColumn } from "./elsewhere";

export const reader = pgRole("reader");

export const notes = pgTable(
  "note",
  {
    id: integer("id").generatedAlwaysAsIdentity().primaryKey(),
    text: text("text").notNull().default(makeText()),
    size: integer("size").generatedAlwaysAs(sql`length("text")`),
    slug: text("slug").$defaultFn(() => slugOf(Date.now())),
    seen: text("seen").$onUpdate(() => "now"),
    lines: text("lines").array().notNull(),
    far: makeColumn("far"),
    [name]: text("named"),
  },
  (t) => [
    index("note_text").on(t.text.desc()),
    uniqueIndex("note_slug").on(t.slug).with({ fillfactor: 70 }),
    index("note_two").on(t.text, sql`lower(${t.slug})`),
    pgPolicy("note_read", { for: "select" }),
    ...more(),
  ],
);
//= datasource db {
//=   provider = "postgresql"
//= }
//= config {
//=   autoincrement = identity
//= }
//= model Notes {
//=   id    Int      @id @default(autoincrement())
//=   text  String
//=   size  Int?
//=   slug  String?
//=   seen  String?
//=   lines String[] @notNull
//=   far   String?
//=   @@index([text(sort: Desc)], map: "note_text")
//=   @@unique([slug], map: "note_slug")
//=   @@map("note")
//= }
//! lost.ts:6:23: warning: a schema has nothing like pgRole [AG1013]
//! lost.ts:11:9: warning: 'id' is always an identity, and a schema's identities are by default [AG1013]
//! lost.ts:12:42: warning: cannot determine the default of 'text' from the text [AG1013]
//! lost.ts:13:11: warning: a schema has nothing like generatedAlwaysAs() of 'size' [AG1013]
//! lost.ts:14:11: warning: a schema has no default for 'slug' that the application computes [AG1013]
//! lost.ts:15:11: warning: a schema has no value for 'seen' that the application computes in each update [AG1013]
//! lost.ts:17:10: warning: cannot determine the type of 'far' from the text; assuming String [AG1013]
//! lost.ts:18:13: warning: a name in the columns of a table is computed at run time [AG1011]
//! lost.ts:21:27: warning: a schema has an index with NULLs last only if its order is ascending [AG1013]
//! lost.ts:22:5: warning: a schema has nothing like with() of a constraint [AG1013]
//! lost.ts:23:5: warning: a schema has no index on several expressions [AG1013]
//! lost.ts:24:5: warning: a schema has nothing like pgPolicy() [AG1013]
//! lost.ts:25:8: warning: cannot determine the constraints of a table from the text [AG1013]
