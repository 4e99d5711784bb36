import { drizzleAdapter } from "better-auth/adapters/drizzle";
const database = process.env.LOCAL
  ? drizzleAdapter(local, { provider: "sqlite" })
  : drizzleAdapter(db, { provider: "pg" });
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
//! database-conditional.ts:5:34: warning: the database depends on a condition; assuming drizzleAdapter of sqlite [AG1011]
