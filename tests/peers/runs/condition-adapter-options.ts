// Options and tables that hang on the environment.
import { betterAuth } from "better-auth";
import { drizzleAdapter } from "better-auth/adapters/drizzle";
import { twoFactor } from "better-auth/plugins";
import { db } from "./db";
import * as schema from "./schema";

export const auth = betterAuth({
  database: drizzleAdapter(db, { provider: "sqlite", schema }),
  emailAndPassword: { enabled: true },
  rateLimit: { enabled: true, storage: process.env.TWO_FACTOR ? "database" : "memory" },
  plugins: process.env.TWO_FACTOR ? [twoFactor()] : [],
});
