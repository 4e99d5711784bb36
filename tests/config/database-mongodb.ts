export const auth = betterAuth({ database: prismaAdapter(prisma, { provider: "mongodb" }) });

//= use "better-auth"
//= config {
//=   convention = "better-auth/prisma"
//=   code      = camel
//=   relations = lower
//= }
//! database-mongodb.ts:1:78: warning: unsupported database 'mongodb' [AG1011]
