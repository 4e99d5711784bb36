export default NextAuth({ adapter: isEdge ? undefined : PrismaAdapter(prisma), providers: [] });

//= use "auth.js"
//! auth-js-conditional.ts:1:36: warning: cannot determine the adapter from the text [AG1011]
