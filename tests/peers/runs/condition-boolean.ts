// Plugins that are filtered with Boolean, in the plural.
import { betterAuth, type BetterAuthPlugin } from "better-auth";
import { drizzleAdapter } from "better-auth/adapters/drizzle";
import { anonymous, organization, twoFactor } from "better-auth/plugins";
import { db } from "./db";
import * as schema from "./schema";

export const auth = betterAuth({
  database: drizzleAdapter(db, { provider: "sqlite", schema, usePlural: true }),
  emailAndPassword: { enabled: true },
  plugins: [
    !!process.env.TWO_FACTOR && twoFactor(),
    process.env.NEVER_SET && organization(),
    anonymous(),
  ].filter(Boolean) as BetterAuthPlugin[],
});
