import { drizzleAdapter } from "better-auth/adapters/drizzle";
const database = process.env.LOCAL
  ? drizzleAdapter(local, { provider: "pg" })
  : drizzleAdapter(db, { provider: "pg" });
export const auth = betterAuth({ database });

//= use "better-auth"
//= datasource db {
//=   provider = "postgresql"
//= }
//= config {
//=   columns = snake
//=   tables  = snake
//=   convention = "better-auth/drizzle"
//=   code      = camel
//=   relations = code
//= }
