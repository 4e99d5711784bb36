// Relations without foreign keys, of columns that have an index.
import { relations } from "drizzle-orm";
import { index, mysqlTable, uniqueIndex, varchar } from "drizzle-orm/mysql-core";

export const ships = mysqlTable("ships", { id: varchar("id", { length: 9 }).primaryKey() });

export const crew = mysqlTable(
  "crew",
  {
    id: varchar("id", { length: 9 }).primaryKey(),
    ship: varchar("ship", { length: 9 }),
    captains: varchar("captains", { length: 9 }),
  },
  (t) => [index("crew_ship").on(t.ship), uniqueIndex("crew_captains").on(t.captains)],
);

export const shipRelations = relations(ships, ({ many, one }) => ({
  hands: many(crew, { relationName: "hands" }),
  captain: one(crew, { fields: [ships.id], references: [crew.captains], relationName: "captain" }),
}));
export const crewRelations = relations(crew, ({ one }) => ({
  on: one(ships, { fields: [crew.ship], references: [ships.id], relationName: "hands" }),
  leads: one(ships, { fields: [crew.captains], references: [ships.id], relationName: "captain" }),
}));
//= datasource db {
//=   provider     = "mysql"
//=   relationMode = "prisma"
//= }
//= config {
//=   tables = snake
//= }
//= model Ships {
//=   id String @id @db.VarChar(9)
//= }
//= model Crew {
//=   id       String  @id @db.VarChar(9)
//=   ship     String? @db.VarChar(9) @references(Ships.id, name: "hands", as: on, back: hands)
//=   captains String? @db.VarChar(9) @references(Ships.id, name: "captain", as: leads, back: captain)
//=   @@index([ship], map: "crew_ship")
//=   @@unique([captains], map: "crew_captains")
//= }
