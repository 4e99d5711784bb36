import { drizzleAdapter } from "better-auth/adapters/drizzle";
export const auth = betterAuth({
  database: drizzleAdapter(db, { provider: env.DATABASE, schemaName: env.SCHEMA }),
  user: { modelName: env.USER, fields: { email: env.EMAIL } },
  plugins: [
    organization({ teams: { enabled: env.TEAMS } }),
    username({ displayUsername: env.DISPLAY }),
    { id: "own", schema: { note: { fields: { userId: { type: "string", references: { model: env.MODEL, field: "id" } } }, indexes: [{ fields: [env.FIELD] }] } } },
  ],
});

//= use "better-auth"
//= use "better-auth/organization"
//= use "better-auth/organization/teams"
//= use "better-auth/username"
//= config {
//=   columns = snake
//=   tables  = snake
//=   convention = "better-auth/drizzle"
//=   code      = camel
//=   relations = code
//= }
//= model Note {
//=   id Id @id
//=   userId Id
//= }
//! advice.ts:3:44: warning: the adapter's provider is computed at run time [AG1011]
//! advice.ts:3:70: warning: schemaName is computed at run time [AG1011]
//! advice.ts:4:22: warning: modelName is computed at run time [AG1011]
//! advice.ts:4:49: warning: the name of a column is computed at run time [AG1011]
//! advice.ts:8:93: warning: the model of a reference is computed at run time [AG1011]
//! advice.ts:8:144: warning: a field of an index is computed at run time [AG1011]
//? assuming that it is not given
//? write it in the schema: datasource db { provider = "…" }
//? assuming that it is not given
//? write it in the schema: config { schema = "…" }
//? assuming that it is not given
//? write it in the schema: rename model … NAME
//? assuming that it is not given
//? write it in the schema: rename field … NAME
//? assuming that it is not given
//? write it in the schema: extend model … { field Id @references(…) }
//? assuming that it is not given
//? write it in the schema: extend model … { @@index(…) }
