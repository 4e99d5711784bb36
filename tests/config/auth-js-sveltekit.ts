export const { handle } = SvelteKitAuth({ adapter: PrismaAdapter(prisma), providers: [] });

//= use "auth.js"
