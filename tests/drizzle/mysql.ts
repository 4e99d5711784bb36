// Columns of MySQL, and an extra object in place of an array.
import { sql } from "drizzle-orm";
import * as my from "drizzle-orm/mysql-core";

export const parcels = my.mysqlTable(
  "parcels",
  {
    id: my.bigint("id", { mode: "bigint", unsigned: true }).autoincrement().primaryKey(),
    code: my.varchar("code", { length: 36 }).notNull().unique("parcel_code"),
    weight: my.int("weight", { unsigned: true }).notNull().default(1),
    state: my.mysqlEnum("state", ["sent", "lost", "co-lost"]).notNull().default("lost"),
    notes: my.text("notes").default(sql`('none')`),
    price: my.decimal("price", { precision: 9, scale: 2 }).default("1.50"),
    day: my.date("day", { mode: "string" }),
    sentAt: my.timestamp("sent_at", { fsp: 3 }).defaultNow().notNull(),
    seenAt: my.datetime("seen_at", { fsp: 3 }).default(sql`CURRENT_TIMESTAMP(3)`),
    changedAt: my.timestamp("changed_at").defaultNow().onUpdateNow().notNull(),
    label: my.customType<{ data: Uint8Array }>({ dataType: () => "mediumblob" })("label"),
  },
  (table) => ({
    byNotes: my.index("by_notes").on(sql`${table.notes}(10) desc`, table.weight),
  }),
);
//= datasource db {
//=   provider = "mysql"
//= }
//= config {
//=   tables  = snake
//=   columns = snake
//= }
//= enum ParcelsState {
//=   sent
//=   lost
//=   value3 @map("co-lost")
//= }
//= model Parcels {
//=   id        BigInt       @id @default(autoincrement()) @db.UnsignedBigInt
//=   code      String       @unique(map: "parcel_code") @db.VarChar(36)
//=   weight    Int          @default(1) @db.UnsignedInt
//=   state     ParcelsState @default(lost)
//=   notes     String?      @default("none") @db.Text
//=   price     Decimal?     @default(1.50) @db.Decimal(9, 2)
//=   day       Date?
//=   sentAt    DateTime     @default(dbgenerated("(now())")) @db.Timestamp(3)
//=   seenAt    DateTime?    @default(dbgenerated("CURRENT_TIMESTAMP(3)")) @db.DateTime(3)
//=   changedAt DateTime     @default(dbgenerated("(now()) ON UPDATE CURRENT_TIMESTAMP")) @db.Timestamp
//=   label     Bytes?       @db.MediumBlob
//=   @@index([notes(length: 10, sort: Desc), weight], map: "by_notes")
//= }
