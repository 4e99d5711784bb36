// Joins of tables under names of their own, before 1.7.
import { betterAuth } from "better-auth";
import { drizzleAdapter } from "better-auth/adapters/drizzle";
import { organization } from "better-auth/plugins";
import { db } from "./db";
import * as schema from "./schema";

export const auth = betterAuth({
  database: drizzleAdapter(db, { provider: "sqlite", schema }),
  emailAndPassword: { enabled: true },
  experimental: { joins: true },
  user: { modelName: "users" },
  session: { modelName: "user_session" },
  account: { modelName: "linkedAccount" },
  plugins: [organization({ schema: { member: { modelName: "companyMember" } } })],
});
