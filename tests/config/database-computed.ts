const database = process.env.DEV ? drizzleAdapter(db, { provider: "sqlite" }) : drizzleAdapter(pg, { provider: "pg" });
export const auth = betterAuth({ database });

//= use "better-auth"
//= datasource db {
//=   provider = "sqlite"
//= }
//= config {
//=   columns = snake
//=   tables  = snake
//=   convention = "better-auth/drizzle"
//=   code      = camel
//=   relations = code
//= }
//! database-computed.ts:2:34: warning: the database depends on a condition; assuming drizzleAdapter of sqlite [AG1011]
