// Plugins that are added later.
import { betterAuth, type BetterAuthPlugin } from "better-auth";
import { drizzleAdapter } from "better-auth/adapters/drizzle";
import { admin, twoFactor, username } from "better-auth/plugins";
import { db } from "./db";
import * as schema from "./schema";

const plugins: BetterAuthPlugin[] = [username()];

if (process.env.TWO_FACTOR) {
  plugins.push(twoFactor());
}
if (process.env.NEVER_SET) plugins.unshift(admin());

export const auth = betterAuth({
  database: drizzleAdapter(db, { provider: "sqlite", schema }),
  emailAndPassword: { enabled: true },
  plugins,
});
