export const auth = lucia({ adapter: pg(pool, { user: "auth_user", key: "user_key", session: null }) });

//= use "lucia@2"
//= datasource db {
//=   provider = "postgresql"
//= }
//= extend model User {
//=   @@map("auth_user")
//= }
//= extend model Key {
//=   @@map("user_key")
//= }
//= omit model Session
