import GitHub from "next-auth/providers/github";
export default { providers: [GitHub] } satisfies NextAuthConfig;

//= // Without an adapter, auth.js needs no tables.
