export const auth = lucia({ adapter: betterSqlite3(db, { user: `u`, key: KEY, session: x }) });
const KEY = "k";

//= use "lucia@2"
//= datasource db {
//=   provider = "sqlite"
//= }
//= extend model User {
//=   @@map("u")
//= }
//= extend model Key {
//=   @@map("k")
//= }
//! lucia-2-constants.ts:1:88: warning: the name of a table is computed at run time [AG1011]
