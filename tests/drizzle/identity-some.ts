// Numbers that PostgreSQL counts, some of them by an identity.
import { integer, pgTable, serial } from "drizzle-orm/pg-core";

export const users = pgTable("users", {
  id: integer("id").generatedByDefaultAsIdentity().primaryKey(),
});

export const posts = pgTable("posts", {
  id: serial("id").primaryKey(),
});
//= datasource db {
//=   provider = "postgresql"
//= }
//= config {
//=   tables = snake
//= }
//= model Users {
//=   id Int @id @default(autoincrement())
//= }
//= model Posts {
//=   id Int @id @default(autoincrement())
//= }
//! identity-some.ts:5:7: warning: 'id' is an identity, but other columns are serial numbers [AG1013]
