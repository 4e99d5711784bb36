import { initAuth } from "./_factory";
export const auth = initAuth({ baseUrl: "http://localhost:3000" });

//= use "better-auth"
//= use "better-auth/admin"
//! _factory.ts:2:42: warning: the list of plugins is computed at run time [AG1011]
