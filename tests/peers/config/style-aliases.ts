import "server-only";
import { betterAuth as createAuth } from "better-auth";
import { twoFactor as mfa, admin } from 'better-auth/plugins'
import { db } from "~/server/db";
import { env } from "$env/dynamic/private";
import * as schema from "@/db/schema";
import { drizzleAdapter as adapter } from "better-auth/adapters/drizzle";

export const auth = createAuth({
  appName: env.APP_NAME,
  secret: env.AUTH_SECRET,
  database: adapter(db, { provider: "pg", schema }),
  plugins: [mfa({ issuer: env.APP_NAME }), admin(),],
});
