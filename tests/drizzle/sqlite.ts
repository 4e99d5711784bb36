// Columns of SQLite, and the values that code has for them.
import { sql } from "drizzle-orm";
import { blob, integer, numeric, real, sqliteTable, text } from "drizzle-orm/sqlite-core";

const moods = ["calm", "loud"] as const;

export const birds = sqliteTable("bird", (t) => ({
  id: t.integer("id").primaryKey({ autoIncrement: true }),
  ring: text("ring").notNull().unique(),
  mood: text("mood", { enum: moods }).notNull().default("calm"),
  seen: integer("seen", { mode: "boolean" }).notNull().default(false),
  seenAt: integer("seenAt", { mode: "timestamp_ms" }).default(
    sql`(cast(unixepoch('subsecond') * 1000 as integer))`,
  ),
  data: text("data", { mode: "json" }).default([]),
  weight: real("weight").default(1.5),
  price: numeric("price"),
  song: blob("song", { mode: "buffer" }),
  mother: integer("mother").references((): AnySQLiteColumn => birds.id),
}));
//= datasource db {
//=   provider = "sqlite"
//= }
//= config {
//=   convention = drizzle
//=   now        = sqlite.dbgenerated("(cast(unixepoch('subsecond') * 1000 as integer))")
//= }
//= enum Moods {
//=   calm
//=   loud
//= }
//= model Birds {
//=   id     Int       @id @default(autoincrement())
//=   ring   String    @unique
//=   mood   Moods     @default(calm)
//=   seen   Boolean   @default(false)
//=   seenAt DateTime? @default(now())
//=   data   Json?     @default("[]")
//=   weight Float?    @default(1.5)
//=   price  Decimal?
//=   song   Bytes?
//=   mother Int?      @references(Birds.id)
//=   @@map("bird")
//= }
