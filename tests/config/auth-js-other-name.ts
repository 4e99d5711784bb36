import Auth from "next-auth";
export const { handlers } = Auth({ adapter: PrismaAdapter(prisma), providers: [] });

//= use "auth.js"
