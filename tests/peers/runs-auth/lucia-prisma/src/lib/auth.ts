import { PrismaAdapter } from "@lucia-auth/adapter-prisma";
import { Lucia } from "lucia";
import { prisma } from "@/lib/prisma";

export const lucia = new Lucia(new PrismaAdapter(prisma.authSession, prisma.authUser), {
  sessionCookie: { expires: false },
});
