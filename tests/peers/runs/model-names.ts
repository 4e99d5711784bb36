// Every table of the core under a name of its own.
import { betterAuth } from "better-auth";
import { drizzleAdapter } from "better-auth/adapters/drizzle";
import { db } from "./db";
import * as schema from "./schema";

export const auth = betterAuth({
  database: drizzleAdapter(db, { provider: "sqlite", schema }),
  emailAndPassword: { enabled: true },
  user: { modelName: "app_user" },
  session: { modelName: "loginSession" },
  account: { modelName: "linked_accounts" },
  verification: { modelName: "verification_token" },
});
