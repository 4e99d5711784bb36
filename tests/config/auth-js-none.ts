export default NextAuth({ providers: [GitHub] });

//= use "auth.js"
//! auth-js-none.ts:1:25: warning: which adapter is used cannot be known from the text [AG1011]
