// Plugins that a function lists.
import { betterAuth } from "better-auth";
import { drizzleAdapter } from "better-auth/adapters/drizzle";
import { admin, twoFactor, username } from "better-auth/plugins";
import { db } from "./db";
import * as schema from "./schema";

function pluginsOf(environment?: string) {
  const always = [username(), twoFactor()];
  if (environment === "production") return [...always, admin()];
  return always;
}

export const auth = betterAuth({
  database: drizzleAdapter(db, { provider: "sqlite", schema }),
  emailAndPassword: { enabled: true },
  plugins: pluginsOf(process.env.NODE_ENV),
});
