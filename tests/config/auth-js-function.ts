export const { handlers, auth } = NextAuth((req) => { if (req) { console.log(req) } return { adapter: PrismaAdapter(prisma), providers: [Passkey, GitHub({ clientId: "x" })] } });

//= use "auth.js"
//= use "auth.js/webauthn"
