import NextAuth from "next-auth";
import { DrizzleAdapter } from "@auth/drizzle-adapter";
import { db, accounts, sessions, users, verificationTokens } from "./schema";
export const { handlers, auth } = NextAuth(async (req) => ({ adapter: DrizzleAdapter(db, { usersTable: users, accountsTable: accounts, sessionsTable: sessions, verificationTokensTable: verificationTokens }), providers: [GitHub] }));

//= use "auth.js"
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
