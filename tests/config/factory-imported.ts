import { initAuth } from "./_factory";
export const auth = initAuth({ baseUrl: "http://localhost:3000" });

//= use "better-auth"
//= use "better-auth/admin"
//= config {
//=   code      = camel
//=   relations = code
//= }
