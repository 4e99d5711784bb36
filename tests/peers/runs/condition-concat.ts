// Plugins in several lists.
import { betterAuth, type BetterAuthPlugin } from "better-auth";
import { drizzleAdapter } from "better-auth/adapters/drizzle";
import { admin, twoFactor, username } from "better-auth/plugins";
import { db } from "./db";
import * as schema from "./schema";

const basic: BetterAuthPlugin[] = [username(), admin()];

export const auth = betterAuth({
  database: drizzleAdapter(db, { provider: "sqlite", schema }),
  emailAndPassword: { enabled: true },
  plugins: basic.concat(process.env.TWO_FACTOR ? [twoFactor()] : []),
});
