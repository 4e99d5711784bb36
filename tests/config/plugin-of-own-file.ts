import { admin } from "./own-admin";
export const auth = betterAuth({ plugins: [admin()] });

//= use "better-auth"
//= config {
//=   code      = camel
//=   relations = code
//= }
//! plugin-of-own-file.ts:2:44: warning: cannot find the module "./own-admin" that this comes from [AG1011]
