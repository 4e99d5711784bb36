export const auth = betterAuth({ database: prismaAdapter(prisma, { provider: "mongodb" }) });

//= use "better-auth"
//! database-mongodb.ts:1:78: warning: authgen makes no tables for 'mongodb' [AG1011]
