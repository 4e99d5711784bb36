// MySQL has no such constraints, but the name of unique() differs.
import { int, mysqlTable, unique, uniqueIndex } from "drizzle-orm/mysql-core";

export const a = mysqlTable("a", { id: int("id").primaryKey(), x: int("x"), y: int("y") }, (t) => [
  unique().on(t.x, t.y),
  uniqueIndex("a_x").on(t.x),
  uniqueIndex("a_y_x_index").on(t.y, t.x),
]);
//= datasource db {
//=   provider = "mysql"
//= }
//= config {
//=   convention  = drizzle
//=   tables      = snake
//=   blockUnique = index("{table}_{columns}_index")
//= }
//= model A {
//=   id Int  @id
//=   x  Int?
//=   y  Int?
//=   @@unique([x, y], map: "a_x_y_unique")
//=   @@unique([x], map: "a_x")
//=   @@unique([y, x])
//= }
