export const auth = betterAuth({ database: drizzleAdapter(db, { provider: "pg", usePlural: true, schema: { ...schema, user: schema.users } }) });

//= use "better-auth"
//= datasource db {
//=   provider = "postgresql"
//= }
//= config {
//=   columns = snake
//=   tables  = snake_s
//=   convention = "better-auth/drizzle"
//=   code      = camel_s
//=   relations = code
//= }
//= extend model User {
//=   @@code("users", key: "user")
//= }
