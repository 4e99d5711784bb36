export const auth = betterAuth({ database: withReplicas(drizzleAdapter(db, {provider: "pg"})) });

//= use "better-auth"
//! database-wrapped.ts:1:44: warning: cannot determine the database from the text [AG1011]
