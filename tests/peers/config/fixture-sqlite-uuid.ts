import { betterAuth } from "better-auth";
import { drizzleAdapter } from "better-auth/adapters/drizzle";
import { twoFactor, username } from "better-auth/plugins";
import { db } from "./database";

export const auth = betterAuth({
  database: drizzleAdapter(db, { provider: "sqlite" }),
  plugins: [twoFactor(), username()],
  advanced: { database: { generateId: "uuid" } },
  user: { modelName: "custom_user" },
  account: { modelName: "custom_account" },
  session: { modelName: "custom_session" },
  verification: { modelName: "custom_verification" },
});
