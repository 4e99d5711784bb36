import { PrismaAdapter } from "@auth/prisma-adapter";
export const authConfig = { adapter: PrismaAdapter(prisma), providers: [GitHub] } satisfies NextAuthConfig;

//= use "auth.js"
