export const auth = betterAuth({ database: withReplicas(drizzleAdapter(db, {provider: "pg"})) });

//= use "better-auth"
//= datasource db {
//=   provider = "postgresql"
//= }
//= config {
//=   columns = snake
//=   tables  = snake
//=   code      = camel
//=   relations = code
//= }
