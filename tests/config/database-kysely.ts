export const auth = betterAuth({ database: { db: kysely, type: "postgres" } });

//= use "better-auth"
//= datasource db {
//=   provider = "postgresql"
//= }
//= config {
//=   code      = camel
//=   relations = code
//=   lists     = json
//= }
