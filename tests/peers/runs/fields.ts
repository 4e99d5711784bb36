// Columns of the core under names of their own.
import { betterAuth } from "better-auth";
import { drizzleAdapter } from "better-auth/adapters/drizzle";
import { db } from "./db";
import * as schema from "./schema";

export const auth = betterAuth({
  database: drizzleAdapter(db, { provider: "sqlite", schema }),
  emailAndPassword: { enabled: true },
  user: { fields: { email: "emailAddress", name: "full_name", createdAt: "created" } },
  session: { fields: { userId: "user_id", expiresAt: "expires", token: "sessionToken" } },
  account: { fields: { userId: "owner", accountId: "provider_account_id" } },
  verification: { fields: { value: "secret" } },
});
