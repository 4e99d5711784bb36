// Schemas inside the database, a prefix, a view, and tables of other modules.
import { index, pgSchema, pgTable, pgTableCreator, pgView, text } from "drizzle-orm/pg-core";
import { planets } from "./_planets.js";
export * from "./_planets.js";

export const sky = pgSchema("sky");
const createTable = pgTableCreator((name) => `app_${name}`);

export const kind = sky.enum("kind", ["dwarf", "giant"]);

export const stars = sky.table("star", { name: text().primaryKey(), kind: kind().notNull() });

const moons_ = createTable(
  "moon",
  { name: text("name").primaryKey(), planet: text("planet").references(() => planets.name) },
  (t) => [index("moon_planet").on(t.planet)],
);
export { moons_ as moons };

export const dwarfs = sky.view("dwarfs", { name: text("name").notNull() }).existing();

// Not exported, so drizzle-kit does not make it.
const comets = pgTable("comet", { name: text("name") });
//= datasource db {
//=   provider = "postgresql"
//=   schemas  = ["public", "sky"]
//= }
//= config {
//=   convention = drizzle
//=   tables     = snake
//= }
//= enum Kind {
//=   dwarf
//=   giant
//=   @@schema("sky")
//= }
//= model Planets {
//=   name String @id
//=   @@map("planet")
//=   @@schema("public")
//= }
//= model Stars {
//=   name String @id
//=   kind Kind
//=   @@map("star")
//=   @@schema("sky")
//= }
//= model Moons {
//=   name   String  @id
//=   planet String? @references(Planets.name)
//=   @@index([planet], map: "moon_planet")
//=   @@map("app_moon")
//=   @@schema("public")
//= }
//= view Dwarfs {
//=   name String
//=   @@schema("sky")
//= }
//! schemas.ts:23:16: warning: ignoring 'comets': drizzle-kit makes only tables that are exported [AG1013]
