// Numbers that PostgreSQL counts by identities.
import { integer, pgTable, text } from "drizzle-orm/pg-core";

export const users = pgTable("users", {
  id: integer("id").generatedByDefaultAsIdentity().primaryKey(),
});

export const posts = pgTable("posts", {
  id: integer("id").generatedByDefaultAsIdentity({ startWith: 100 }).primaryKey(),
  title: text("title", { enum: ["a", "b"] }),
});
//= datasource db {
//=   provider = "postgresql"
//= }
//= config {
//=   tables        = snake
//=   autoincrement = identity
//= }
//= model Users {
//=   id Int @id @default(autoincrement())
//= }
//= model Posts {
//=   id    Int     @id @default(autoincrement())
//=   title String?
//= }
//! identity.ts:9:7: warning: a schema has no options of a sequence, as of 'id' [AG1013]
