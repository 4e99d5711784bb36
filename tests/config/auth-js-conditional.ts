export default NextAuth({ adapter: isEdge ? undefined : PrismaAdapter(prisma), providers: [] });

//= use "auth.js"
//! auth-js-conditional.ts:1:36: warning: which adapter is used cannot be known from the text [AG1011]
