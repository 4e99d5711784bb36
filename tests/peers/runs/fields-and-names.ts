// Tables and columns under names of their own.
import { betterAuth } from "better-auth";
import { drizzleAdapter } from "better-auth/adapters/drizzle";
import { db } from "./db";
import * as schema from "./schema";

export const auth = betterAuth({
  database: drizzleAdapter(db, { provider: "sqlite", schema }),
  emailAndPassword: { enabled: true },
  user: { modelName: "users", fields: { email: "email_address", image: "avatarUrl" } },
  session: { modelName: "sessions", fields: { userId: "userRef", ipAddress: "ip" } },
  account: { modelName: "accounts", fields: { userId: "userRef" } },
  verification: { modelName: "verifications" },
});
