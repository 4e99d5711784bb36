// Tables as for Lucia: a session of a user, with dates in two forms.
import { integer, sqliteTable, text } from "drizzle-orm/sqlite-core";

export const userTable = sqliteTable("user", {
  id: text("id").notNull().primaryKey(),
  username: text("username").notNull().unique(),
});

export const sessionTable = sqliteTable("session", {
  id: text("id").notNull().primaryKey(),
  userId: text("user_id")
    .notNull()
    .references(() => userTable.id),
  expiresAt: integer("expires_at").notNull(),
  seenAt: integer("seen_at", { mode: "timestamp" }),
});
//= datasource db {
//=   provider = "sqlite"
//= }
//= config {
//=   convention = drizzle
//=   columns    = snake
//= }
//= model UserTable {
//=   id       String @id
//=   username String @unique
//=   @@map("user")
//= }
//= model SessionTable {
//=   id        String @id
//=   userId    String @references(UserTable.id)
//=   expiresAt Int
//=   seenAt    Int?
//=   @@map("session")
//= }
//! lucia.ts:15:11: warning: it counts seconds, and a DateTime milliseconds: the field is the number in the database [AG1013]
