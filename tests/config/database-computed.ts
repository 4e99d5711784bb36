const database = process.env.DEV ? drizzleAdapter(db, { provider: "sqlite" }) : drizzleAdapter(pg, { provider: "pg" });
export const auth = betterAuth({ database });

//= use "better-auth"
//! database-computed.ts:2:34: warning: which database this is cannot be known from the text [AG1011]
