import { betterAuth } from "better-auth";
import { prismaAdapter } from "better-auth/adapters/prisma";
import { phoneNumber } from "better-auth/plugins";
//= { database: prismaAdapter(db, { provider: "mysql" }), plugins: [phoneNumber({ sendOTP() {} })] }

export async function getAuth(env: Bindings): Promise<ReturnType<typeof betterAuth>> {
  const { PrismaClient } = await import("@prisma/client");
  const prisma = new PrismaClient({ datasourceUrl: env.DATABASE_URL });
  return betterAuth({
    database: prismaAdapter(prisma, { provider: "mysql" }),
    plugins: [phoneNumber({ sendOTP: () => {} })],
  });
}
