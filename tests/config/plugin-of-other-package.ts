import { admin } from "some-other-package";
export const auth = betterAuth({ plugins: [admin()] });

//= use "better-auth"
//= config {
//=   code      = camel
//=   relations = code
//= }
//! plugin-of-other-package.ts:2:44: warning: unknown plugin 'admin' of "some-other-package" [AG1011]
