import NextAuth from "next-auth";
import { DrizzleAdapter } from "@auth/drizzle-adapter";
import { db, accounts, sessions, users, verificationTokens } from "./schema";
export const { handlers, auth } = NextAuth(async (req) => ({ adapter: DrizzleAdapter(db, { usersTable: users, accountsTable: accounts, sessionsTable: sessions, verificationTokensTable: verificationTokens }), providers: [GitHub] }));

//= use "auth.js"
//! auth-js-imported-tables.ts:4:104: warning: cannot find the module './schema' that this comes from [AG1011]
