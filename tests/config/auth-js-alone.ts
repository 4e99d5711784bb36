import GitHub from "next-auth/providers/github";
export default { providers: [GitHub] } satisfies NextAuthConfig;

//= // Without an adapter, auth.js needs no tables.
//! auth-js-alone.ts:2:16: warning: this configuration has no adapter, so it needs no tables [AG1011]
