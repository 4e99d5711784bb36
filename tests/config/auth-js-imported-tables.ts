import NextAuth from "next-auth";
import { DrizzleAdapter } from "@auth/drizzle-adapter";
import { db, accounts, sessions, users, verificationTokens } from "./schema";
export const { handlers, auth } = NextAuth(async (req) => ({ adapter: DrizzleAdapter(db, { usersTable: users, accountsTable: accounts, sessionsTable: sessions, verificationTokensTable: verificationTokens }), providers: [GitHub] }));

//= use "auth.js"
//= config {
//=   convention = "auth.js/drizzle"
//= }
//= extend model User {
//=   @@code("users")
//= }
//= extend model Account {
//=   @@code("accounts")
//= }
//= extend model Session {
//=   @@code("sessions")
//= }
//= extend model VerificationToken {
//=   @@code("verificationTokens")
//= }
//! auth-js-imported-tables.ts:4:86: warning: cannot determine the database from the text; assuming SQLite [AG1011]
