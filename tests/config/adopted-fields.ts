// Fields as `auth generate` makes their columns.
export const auth = betterAuth({
  database: drizzleAdapter(db, { provider: "mysql", schemaName: "auth" }),
  advanced: { database: { useNumberId: true } },
  user: {
    additionalFields: {
      tags: { type: "string[]" },
      sums: { type: "number[]", required: false },
      code: { type: "string", unique: true },
      late: { type: "date", defaultValue: () => new Date(Date.now() + 1000) },
      role: { type: ["a", "b"], defaultValue: () => "a" },
      made: { type: "string", defaultValue: make() },
      userCode: { type: "string", required: false, references: { model: "user", field: "code" } },
    },
  },
});

//= use "better-auth"
//= datasource db {
//=   provider = "mysql"
//= }
//= config {
//=   columns = snake
//=   tables  = snake
//=   convention = "better-auth/drizzle"
//=   code      = camel
//=   relations = code
//= }
//= extend model User {
//=   tags String[] @notNull
//=   sums Int[]
//=   code String @unique @mysql.VarChar(255) @sqlserver.NVarChar(255)
//=   late DateTime
//=   role UserRole
//=   made String
//=   userCode String? @references(User.code, onDelete: Cascade, back: userCodeUsers) @mysql.VarChar(36)
//= }
//= enum UserRole {
//=   a
//=   b
//= }
//! adopted-fields.ts:3:65: warning: Better Auth ignores schemaName, except of drizzleAdapter for PostgreSQL since 1.7 [AG1011]
//! adopted-fields.ts:4:40: warning: Better Auth ignores useNumberId since 1.5 [AG1011]
//! adopted-fields.ts:12:45: warning: a default is computed at run time [AG1011]
