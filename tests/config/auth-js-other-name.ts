import Auth from "next-auth";
export const { handlers } = Auth({ adapter: PrismaAdapter(prisma), providers: [] });

//= use "auth.js"
//! auth-js-other-name.ts:2:59: warning: cannot determine the database from the text; assuming SQLite [AG1011]
