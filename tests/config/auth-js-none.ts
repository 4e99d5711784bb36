export default NextAuth({ providers: [GitHub] });

//= // Without an adapter, auth.js needs no tables.
