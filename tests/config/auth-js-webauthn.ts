export default NextAuth({ adapter: PrismaAdapter(prisma), providers: [GitHub], experimental: { enableWebAuthn: true } });

//= use "auth.js"
//= use "auth.js/webauthn"
