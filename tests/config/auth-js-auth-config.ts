import { PrismaAdapter } from "@auth/prisma-adapter";
export const authConfig = { adapter: PrismaAdapter(prisma), providers: [GitHub] } satisfies NextAuthConfig;

//= use "auth.js"
//= config {
//=   sqlite    = compat
//= }
//! auth-js-auth-config.ts:2:52: warning: cannot determine the database from the text; assuming SQLite [AG1011]
