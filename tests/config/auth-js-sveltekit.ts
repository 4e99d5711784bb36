export const { handle } = SvelteKitAuth({ adapter: PrismaAdapter(prisma), providers: [] });

//= use "auth.js"
//! auth-js-sveltekit.ts:1:66: warning: cannot determine the database from the text; assuming SQLite [AG1011]
