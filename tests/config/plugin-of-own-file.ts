import { admin } from "./own-admin";
export const auth = betterAuth({ plugins: [admin()] });

//= use "better-auth"
//! plugin-of-own-file.ts:2:44: warning: unknown plugin [AG1011]
