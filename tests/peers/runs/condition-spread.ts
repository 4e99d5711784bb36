// Plugins that only some environments have, spread.
import { betterAuth } from "better-auth";
import { drizzleAdapter } from "better-auth/adapters/drizzle";
import { admin, twoFactor, username } from "better-auth/plugins";
import { db } from "./db";
import * as schema from "./schema";

export const auth = betterAuth({
  database: drizzleAdapter(db, { provider: "sqlite", schema }),
  emailAndPassword: { enabled: true },
  plugins: [
    username(),
    ...(process.env.TWO_FACTOR ? [twoFactor()] : []),
    ...(process.env.NEVER_SET === "yes" ? [admin()] : []),
  ],
});
