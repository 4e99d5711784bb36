// Names that a schema does not allow, and names that collide.
import { relations } from "drizzle-orm";
import { int, mysqlTable, text, varchar } from "drizzle-orm/mysql-core";

export const string = mysqlTable("string", {
  id: int("id").autoincrement().primaryKey(),
  "first name": varchar("first name", { length: 9 }),
  _last: text("last"),
});
export const user_role = mysqlTable("user-role", {
  id: varchar("id", { length: 9 }).primaryKey(),
  string: varchar("string", { length: 9 }).references(() => userRole.id, { onDelete: "cascade" }),
  stringId: varchar("string_id", { length: 9 }).references(() => userRole.id),
});
export const userRole = mysqlTable("userRole", { id: varchar("id", { length: 9 }).primaryKey() });

export const userRoleRelations = relations(userRole, ({ many }) => ({
  strings: many(user_role, { relationName: "strings" }),
}));
export const user_roleRelations = relations(user_role, ({ one }) => ({
  id: one(userRole, { fields: [user_role.string], references: [userRole.id], relationName: "strings" }),
}));
//= datasource db {
//=   provider = "mysql"
//= }
//= config {
//=   convention = drizzle
//=   columns    = snake
//= }
//= model StringTable {
//=   id        Int     @id @default(autoincrement())
//=   firstName String? @map("first name") @db.VarChar(9)
//=   x_last    String? @map("last") @db.Text
//=   @@map("string")
//=   @@code("string")
//= }
//= model UserRole {
//=   id       String  @id @db.VarChar(9)
//=   string   String? @db.VarChar(9) @references(UserRoleTable.id, name: "strings", back: strings, onDelete: Cascade)
//=   stringId String? @db.VarChar(9) @references(UserRoleTable.id, as: string2)
//=   @@map("user-role")
//=   @@code("user_role")
//= }
//= model UserRoleTable {
//=   id String @id @db.VarChar(9)
//=   @@map("userRole")
//=   @@code("userRole")
//= }
