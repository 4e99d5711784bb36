// Tables as for Auth.js: a compound key in an array of its own, and defaults that
// the application makes.
import { integer, pgTable, primaryKey, text, timestamp } from "drizzle-orm/pg-core";
import { nanoid } from "nanoid";

export const users = pgTable("user", {
  id: text("id")
    .primaryKey()
    .$defaultFn(() => crypto.randomUUID()),
  short: text("short").$defaultFn(() => nanoid(12)),
  other: text("other").$default(nanoid),
  email: text("email").unique(),
  emailVerified: timestamp("emailVerified", { mode: "date" }),
});

export const accounts = pgTable(
  "account",
  {
    userId: text("userId")
      .notNull()
      .references(() => users.id, { onDelete: "cascade" }),
    provider: text("provider").notNull(),
    providerAccountId: text("providerAccountId").notNull(),
    expires_at: integer("expires_at"),
  },
  (account) => [
    {
      compoundKey: primaryKey({ columns: [account.provider, account.providerAccountId] }),
    },
  ],
);
//= datasource db {
//=   provider = "postgresql"
//= }
//= config {
//=   convention = drizzle
//= }
//= model Users {
//=   id            String    @id @default(uuid())
//=   short         String?   @default(nanoid(12))
//=   other         String?   @default(nanoid())
//=   email         String?   @unique
//=   emailVerified DateTime? @db.Timestamp
//=   @@map("user")
//= }
//= model Accounts {
//=   userId            String @references(Users.id, onDelete: Cascade)
//=   provider          String
//=   providerAccountId String
//=   expires_at        Int?
//=   @@map("account")
//= }
//! auth-js.ts:27:5: warning: Drizzle ignores an object in this list [AG1013]
