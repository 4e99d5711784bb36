export const lucia = new Lucia(dev ? new BetterSqlite3Adapter(db, { user: "u", session: "s" }) : new LibSQLAdapter(c, n));

//= use "lucia@3"
//! lucia-3-conditional.ts:1:32: warning: cannot determine the adapter from the text [AG1011]
