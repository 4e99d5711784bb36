import { DrizzlePostgreSQLAdapter } from "@lucia-auth/adapter-drizzle";
const adapter = new DrizzlePostgreSQLAdapter(db, sessionTable, userTable);
export const lucia = new Lucia(adapter, { sessionCookie: {} });

//= use "lucia@3"
//= datasource db {
//=   provider = "postgresql"
//= }
//! lucia-3-imported.ts:2:50: warning: cannot determine the name of this table from the text [AG1011]
//! lucia-3-imported.ts:2:64: warning: cannot determine the name of this table from the text [AG1011]
