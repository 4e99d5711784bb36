import { betterAuth } from "better-auth";
import { drizzleAdapter } from "better-auth/adapters/drizzle";
import { passkey } from "@better-auth/passkey";
import { db } from "./database";

export const auth = betterAuth({
  database: drizzleAdapter(db, { provider: "sqlite" }),
  plugins: [passkey()],
  advanced: { database: { generateId: "serial" } },
  user: { modelName: "custom_user" },
  account: { modelName: "custom_account" },
  session: { modelName: "custom_session" },
  verification: { modelName: "custom_verification" },
});
