export const auth = lucia({ adapter: { user: mysql2(pool, { user: "auth_user", key: "user_key", session: null }), session: redis(c) } });

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
//= omit model Session
