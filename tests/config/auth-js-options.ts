import { PrismaAdapter } from "@next-auth/prisma-adapter";
export const authOptions: NextAuthOptions = { adapter: PrismaAdapter(prisma) as Adapter, providers: [] };
export default NextAuth(authOptions);

//= use "next-auth@4"
//= config {
//=   sqlite    = compat
//= }
//! auth-js-options.ts:2:70: warning: cannot determine the database from the text; assuming SQLite [AG1011]
