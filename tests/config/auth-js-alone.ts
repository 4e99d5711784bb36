import GitHub from "next-auth/providers/github";
export default { providers: [GitHub] } satisfies NextAuthConfig;

//= use "auth.js"
//! auth-js-alone.ts:2:16: warning: which adapter is used cannot be known from the text [AG1011]
