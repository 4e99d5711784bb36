import { KyselyAdapter } from "@auth/kysely-adapter";
export default NextAuth({ adapter: KyselyAdapter(new Kysely({ dialect: new PostgresDialect({}) })), providers: [] });

//= use "auth.js"
//= datasource db {
//=   provider = "postgresql"
//= }
//= config {
//=   tables = as_is
//= }
