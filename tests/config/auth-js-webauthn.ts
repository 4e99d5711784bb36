export default NextAuth({ adapter: PrismaAdapter(prisma), providers: [GitHub], experimental: { enableWebAuthn: true } });

//= use "auth.js"
//= use "auth.js/webauthn"
//! auth-js-webauthn.ts:1:50: warning: cannot determine the database from the text; assuming SQLite [AG1011]
