import { pgTable, text } from "drizzle-orm/pg-core";
const userTable = pgTable("auth_user", { id: text("id").primaryKey() });
const sessionTable = pgTable("auth_session", { id: text("id") });
const adapter = new DrizzlePostgreSQLAdapter(db, sessionTable, userTable);
export const lucia = new Lucia(adapter);

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
//= extend model Session {
//=   @@map("auth_session")
//= }
//= extend model User {
//=   @@code("userTable")
//= }
//= extend model User {
//=   @@map("auth_user")
//= }
