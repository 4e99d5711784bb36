import { PrismaPg } from "@prisma/adapter-pg";
import { PrismaAdapter } from "@auth/prisma-adapter";
const makeClient = () => {
    const adapter = new PrismaPg({ connectionString: process.env.DATABASE_URL });
    return new PrismaClient({ log: ["warn"], adapter });
};
const prisma = (globalThis as any).prisma ?? makeClient();
export const { auth } = NextAuth({ adapter: PrismaAdapter(prisma) });

//= use "auth.js"
//= datasource db {
//=   provider = "postgresql"
//= }
