import { plugins } from "@/lib/plugins";
export const auth = betterAuth({ plugins });

//= use "better-auth"
//= config {
//=   code      = camel
//=   relations = code
//= }
//! plugin-of-alias.ts:2:34: warning: cannot find the module "@/lib/plugins" that this comes from [AG1011]
