import { plugins } from "@/lib/plugins";
export const auth = betterAuth({ plugins });

//= use "better-auth"
//! plugin-of-alias.ts:2:34: warning: the list of plugins is computed at run time [AG1011]
