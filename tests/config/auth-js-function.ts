export const { handlers, auth } = NextAuth((req) => { if (req) { console.log(req) } return { adapter: PrismaAdapter(prisma), providers: [Passkey, GitHub({ clientId: "x" })] } });

//= use "auth.js"
//= use "auth.js/webauthn"
//! auth-js-function.ts:1:117: warning: cannot determine the database from the text; assuming SQLite [AG1011]
