export const auth = betterAuth({ database: drizzleAdapter(db, adapterConfig) });

//= use "better-auth"
//= config {
//=   columns = snake
//=   tables  = snake
//= }
//! database-options.ts:1:63: warning: what this holds cannot be known from the text [AG1011]
