export const auth = betterAuth({ database: drizzleAdapter(db, adapterConfig) });

//= use "better-auth"
//= config {
//=   columns = snake
//=   tables  = snake
//=   convention = "better-auth/drizzle"
//=   code      = camel
//=   relations = code
//= }
//! database-options.ts:1:63: warning: cannot determine from the text what this contains [AG1011]
