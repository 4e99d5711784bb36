// twoFactor, in the plural.
import { betterAuth } from "better-auth";
import { drizzleAdapter } from "better-auth/adapters/drizzle";
import { twoFactor } from "better-auth/plugins";
import { db } from "./db";
import * as schema from "./schema";

export const auth = betterAuth({
  database: drizzleAdapter(db, { provider: "sqlite", schema, usePlural: true }),
  emailAndPassword: { enabled: true },
  plugins: [twoFactor()],
});
