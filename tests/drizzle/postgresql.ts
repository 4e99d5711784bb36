// Columns of PostgreSQL, keys and references as a person writes them.
import { relations, sql } from "drizzle-orm";
import {
  bigint,
  boolean,
  check,
  date,
  doublePrecision,
  foreignKey,
  index,
  integer,
  interval,
  jsonb,
  numeric,
  pgEnum,
  pgTable,
  primaryKey,
  serial,
  smallint,
  text,
  time,
  timestamp,
  unique,
  uniqueIndex,
  uuid,
  varchar,
} from "drizzle-orm/pg-core";

export const stageEnum = pgEnum("stage", ["draft", "on-air"]);

const times = {
  createdAt: timestamp("created_at").defaultNow().notNull(),
  updatedAt: timestamp("updated_at", { withTimezone: true, precision: 3 })
    .notNull()
    .$onUpdate(() => /* now */ new Date()),
};

export const station = pgTable("stations", {
  id: serial().primaryKey(),
  callSign: varchar("call_sign", { length: 8 }).notNull().unique(),
  power: numeric("power", { precision: 8, scale: 2 }).notNull().default("0.5"),
  height: doublePrecision("height"),
  listeners: bigint("listeners", { mode: "number" }).notNull().default(0),
  founded: date("founded"),
  silence: time("silence"),
  gap: interval("gap"),
  key: uuid("key").defaultRandom(),
  tags: text("tags").array().default(["new", "local"]),
  settings: jsonb("settings").$type<{ colours: string[] }>().default({ colours: ["red"] }),
  open: boolean("open").notNull().default(true),
  motto: text("motto").default(sql`'it''s us'`),
  checkedAt: timestamp("checked_at", { mode: "string" }).default(sql`now()`),
  ...times,
});

export const show = pgTable(
  "shows",
  {
    station: integer("station_id")
      .notNull()
      .references(() => station.id, { onDelete: "cascade", onUpdate: "restrict" }),
    number: smallint("number").notNull(),
    title: text("title").notNull(),
    stage: stageEnum("stage").notNull().default("on-air"),
    after: smallint("after"),
  },
  (t) => [
    primaryKey({ columns: [t.station, t.number] }),
    unique().on(t.station, t.title),
    uniqueIndex("shows_title_stage").on(t.title.desc().nullsFirst(), t.stage),
    index("shows_lower").on(sql`lower(${t.title})`),
    index().on(t.stage).where(sql`${t.after} is not null`),
    index("shows_search").using("gin", t.title.op("gin_trgm_ops")),
    foreignKey({ columns: [t.station, t.after], foreignColumns: [t.station, t.number] }).onDelete(
      "set null",
    ),
    check("shows_number", sql`${t.number} > 0`),
  ],
);

export const stationRelations = relations(station, ({ many }) => ({ programme: many(show) }));
export const showRelations = relations(show, ({ one }) => ({
  on: one(station, { fields: [show.station], references: [station.id] }),
}));
//= datasource db {
//=   provider = "postgresql"
//= }
//= config {
//=   convention = drizzle
//=   tables     = snake_plural
//=   columns    = snake
//=   bigints    = number
//= }
//= enum Stage {
//=   draft
//=   value2 @map("on-air")
//=   @@map("stage")
//= }
//= model Station {
//=   id        Int                      @id @default(autoincrement())
//=   callSign  String                   @unique @db.VarChar(8)
//=   power     Decimal                  @default(0.5) @db.Decimal(8, 2)
//=   height    Float?
//=   listeners BigInt                   @default(0)
//=   founded   Date?
//=   silence   DateTime?                @db.Time
//=   gap       Unsupported("interval")?
//=   key       Uuid?                    @default(dbgenerated("gen_random_uuid()"))
//=   tags      String[]                 @default(["new", "local"])
//=   settings  Json?                    @default("{\"colours\":[\"red\"]}")
//=   open      Boolean                  @default(true)
//=   motto     String?                  @default("it's us")
//=   checkedAt DateTime?                @default(now()) @db.Timestamp
//=   createdAt DateTime                 @default(now()) @db.Timestamp
//=   updatedAt DateTime                 @updatedAt @db.Timestamptz(3)
//= }
//= model Show {
//=   station     Int    @map("station_id") @references(Station.id, as: on, back: programme, onDelete: Cascade, onUpdate: Restrict)
//=   number      Int    @db.SmallInt
//=   title       String
//=   stage       Stage  @default(value2)
//=   after       Int?   @db.SmallInt
//=   stationShow Show?  @relation("Show_stationShow", fields: [station, after], references: [station, number], onDelete: SetNull)
//=   shows       Show[] @relation("Show_stationShow")
//=   @@id([station, number])
//=   @@unique([station, title])
//=   @@unique([title(sort: Desc), stage], map: "shows_title_stage")
//=   @@index(expression: "lower(\"title\")", map: "shows_lower")
//=   @@index([stage], where: "\"after\" is not null")
//=   @@index([title(ops: raw("gin_trgm_ops"))], type: Gin, map: "shows_search")
//=   @@check("\"number\" > 0", map: "shows_number")
//= }
