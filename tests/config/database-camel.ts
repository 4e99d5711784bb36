export const auth = betterAuth({ database: drizzleAdapter(db, { provider: env.P, camelCase: true, schemaName: "auth" }) });

//= use "better-auth"
//= config {
//=   schema  = "auth"
//=   convention = "better-auth/drizzle"
//=   code      = camel
//=   relations = code
//= }
//! database-camel.ts:1:75: warning: the adapter's provider is computed at run time [AG1011]
