export const lucia = new Lucia(new Mysql2Adapter(pool, { user: "u", session: "s" }));

//= use "lucia@3"
//= datasource db {
//=   provider = "mysql"
//= }
//= extend model User {
//=   @@map("u")
//= }
//= extend model Session {
//=   @@map("s")
//= }
