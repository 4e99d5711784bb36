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
//= use "better-auth/username"
//= config {
//=   columns = snake
//=   tables  = snake
//= }
//= model Note {
//=   id Id @id
//=   userId Id
//= }
//! advice.ts:3:44: warning: the adapter's provider is computed [AG1011]
//! advice.ts:3:70: warning: schemaName is computed [AG1011]
//! advice.ts:4:22: warning: modelName is computed [AG1011]
//! advice.ts:4:49: warning: the name of a column is computed [AG1011]
//! advice.ts:6:38: warning: whether 'teams.enabled' is set cannot be known from the text [AG1011]
//! advice.ts:7:33: warning: whether 'displayUsername' is set cannot be known from the text [AG1011]
//! advice.ts:8:93: warning: the model of a reference is computed [AG1011]
//! advice.ts:8:144: warning: a field of an index is computed [AG1011]
//? say it in the schema: datasource db { provider = "…" }
//? say it in the schema: config { schema = "…" }
//? say it in the schema: rename model … NAME
//? say it in the schema: rename field … NAME
//? if it is, write: use "better-auth/organization/teams"
//? if it is not, write: use "better-auth/username/no-display-username"
//? say it in the schema: extend model … { field Id @references(…) }
//? say it in the schema: extend model … { @@index(…) }
