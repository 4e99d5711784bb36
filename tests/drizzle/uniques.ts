// Unique keys of both kinds: most are indexes.
import { integer, pgTable, text, unique, uniqueIndex } from "drizzle-orm/pg-core";

export const a = pgTable("a", {
  id: integer("id").primaryKey(),
  mail: text("mail").notNull().unique(),
  x: text("x").notNull(),
  y: text("y").notNull(),
}, (t) => [unique().on(t.x, t.y), uniqueIndex("a_mail_x").on(t.mail, t.x), uniqueIndex("a_y").on(t.y), uniqueIndex("a_y_x").on(t.y, t.x)]);
export const b = pgTable("b", {
  id: integer("id").primaryKey(),
  x: text("x").notNull(),
  y: text("y").notNull(),
}, (t) => [unique("named").on(t.x, t.y)]);
//= datasource db {
//=   provider = "postgresql"
//= }
//= config {
//=   convention  = drizzle
//=   tables      = snake
//=   blockUnique = index("{table}_{columns}_index")
//= }
//= model A {
//=   id   Int    @id
//=   mail String @unique
//=   x    String
//=   y    String
//=   @@unique([x, y], map: "a_x_y_unique", constraint: true)
//=   @@unique([mail, x], map: "a_mail_x")
//=   @@unique([y], map: "a_y")
//=   @@unique([y, x], map: "a_y_x")
//= }
//= model B {
//=   id Int    @id
//=   x  String
//=   y  String
//=   @@unique([x, y], map: "named", constraint: true)
//= }
