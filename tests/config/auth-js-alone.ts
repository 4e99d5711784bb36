import GitHub from "next-auth/providers/github";
export default { providers: [GitHub] } satisfies NextAuthConfig;

//= use "auth.js"
//! auth-js-alone.ts:2:16: warning: cannot determine the adapter from the text [AG1011]
