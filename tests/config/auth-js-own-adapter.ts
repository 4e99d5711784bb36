function OwnAdapter(client) {
  if (client) return PrismaAdapter(client);
  return {};
}
export const { auth } = NextAuth({ adapter: OwnAdapter(prisma), providers: [] });

//= use "auth.js"
//! auth-js-own-adapter.ts:5:45: warning: cannot determine the adapter from the text [AG1011]
