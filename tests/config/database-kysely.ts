export const auth = betterAuth({ database: { db: kysely, type: "postgres" } });

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
