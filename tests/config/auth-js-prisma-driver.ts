import NextAuth from "next-auth";
import { PrismaAdapter } from "@auth/prisma-adapter";
import { PrismaMariaDb } from "@prisma/adapter-mariadb";
const held = globalThis as unknown as { prisma?: PrismaClient };
const adapter = new PrismaMariaDb(process.env.DATABASE_URL!);
const prisma = held.prisma ?? new PrismaClient({ adapter });
export const { auth } = NextAuth({ adapter: PrismaAdapter(prisma), providers: [] });

//= use "auth.js"
//= datasource db {
//=   provider = "mysql"
//= }
