export default NextAuth({ providers: [GitHub] });

//= // Without an adapter, auth.js needs no tables.
//! auth-js-none.ts:1:25: warning: this configuration has no adapter, so it needs no tables [AG1011]
