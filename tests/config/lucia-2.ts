import { lucia } from "lucia"; import { mysql2 } from "@lucia-auth/adapter-mysql"; import mysql from "mysql2/promise";
export const auth = lucia({ env: "DEV", adapter: mysql2(pool, { user: "auth_user", key: "user_key", session: "user_session" }) });

//= use "lucia@2"
//= datasource db {
//=   provider = "mysql"
//= }
//= extend model User {
//=   @@map("auth_user")
//= }
//= extend model Key {
//=   @@map("user_key")
//= }
//= extend model Session {
//=   @@map("user_session")
//= }
