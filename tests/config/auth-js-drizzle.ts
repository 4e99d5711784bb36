import { drizzle } from "drizzle-orm/node-postgres";
import { pgTable } from "drizzle-orm/pg-core";
const users = pgTable("user", {});
const accounts = pgTable("acct", {});
const pgs = pgSchema("auth");
const sessions = pgs.table("sess", {});
const db = drizzle(process.env.URL!);
export const { handlers, auth } = NextAuth({ adapter: DrizzleAdapter(db, { usersTable: users, accountsTable: accounts, sessionsTable: sessions }), providers: [GitHub] });

//= use "auth.js"
//= datasource db {
//=   provider = "postgresql"
//= }
//= config {
//=   convention = "auth.js/drizzle"
//= }
//= extend model User {
//=   @@code("users")
//= }
//= extend model User {
//=   @@map("user")
//= }
//= extend model Account {
//=   @@code("accounts")
//= }
//= extend model Account {
//=   @@map("acct")
//= }
//= extend model Session {
//=   @@code("sessions")
//= }
//= extend model Session {
//=   @@map("sess")
//= }
//= extend model Session {
//=   @@schema("auth")
//= }
