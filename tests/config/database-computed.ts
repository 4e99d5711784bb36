const database = process.env.DEV ? drizzleAdapter(db, { provider: "sqlite" }) : drizzleAdapter(pg, { provider: "pg" });
export const auth = betterAuth({ database });

//= use "better-auth"
//! database-computed.ts:2:34: warning: cannot determine the database from the text [AG1011]
