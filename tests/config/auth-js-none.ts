export default NextAuth({ providers: [GitHub] });

//= use "auth.js"
//! auth-js-none.ts:1:25: warning: cannot determine the adapter from the text [AG1011]
