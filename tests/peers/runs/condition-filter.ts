// Plugins that are filtered.
import { betterAuth } from "better-auth";
import { drizzleAdapter } from "better-auth/adapters/drizzle";
import { admin, anonymous, twoFactor } from "better-auth/plugins";
import { db } from "./db";
import * as schema from "./schema";

export const auth = betterAuth({
  database: drizzleAdapter(db, { provider: "sqlite", schema }),
  emailAndPassword: { enabled: true },
  plugins: [
    process.env.TWO_FACTOR && twoFactor(),
    process.env.NEVER_SET ? admin() : null,
    anonymous(),
  ].filter((plugin) => !!plugin),
});
