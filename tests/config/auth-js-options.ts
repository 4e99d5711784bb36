import { PrismaAdapter } from "@next-auth/prisma-adapter";
export const authOptions: NextAuthOptions = { adapter: PrismaAdapter(prisma) as Adapter, providers: [] };
export default NextAuth(authOptions);

//= use "next-auth@4"
