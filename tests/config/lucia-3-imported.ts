import { DrizzlePostgreSQLAdapter } from "@lucia-auth/adapter-drizzle";
const adapter = new DrizzlePostgreSQLAdapter(db, sessionTable, userTable);
export const lucia = new Lucia(adapter, { sessionCookie: {} });

//= use "lucia@3"
//= datasource db {
//=   provider = "postgresql"
//= }
//= config {
//=   convention = "lucia/drizzle"
//= }
//= extend model Session {
//=   @@code("sessionTable")
//= }
//= extend model User {
//=   @@code("userTable")
//= }
