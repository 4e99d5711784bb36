import pg from "pg";
const { Pool: PgPool } = pg;
export const auth = betterAuth({ database: new PgPool({ connectionString: process.env.URL! }) });

//= use "better-auth"
//= datasource db {
//=   provider = "postgresql"
//= }
//= config {
//=   convention = "better-auth/kysely"
//=   code      = camel
//=   relations = code
//=   lists     = json
//= }
