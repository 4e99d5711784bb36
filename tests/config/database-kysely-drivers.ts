import { NeonDialect } from "kysely-neon";
export const auth = betterAuth({ database: new NeonDialect({ connectionString: env.URL }) });

//= use "better-auth"
//= datasource db {
//=   provider = "postgresql"
//= }
//= config {
//=   convention = "better-auth/kysely"
//=   code      = camel
//=   relations = code
//=   lists     = json
//= }
