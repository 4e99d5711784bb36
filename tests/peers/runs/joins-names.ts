// Joins of tables under names of their own.
import { betterAuth } from "better-auth";
import { drizzleAdapter } from "better-auth/adapters/drizzle";
import { organization } from "better-auth/plugins";
import { db } from "./db";
import * as schema from "./schema";

export const auth = betterAuth({
  database: drizzleAdapter(db, { provider: "sqlite", schema }),
  emailAndPassword: { enabled: true },
  advanced: { database: { joins: true } },
  user: { modelName: "users" },
  session: { modelName: "user_session", fields: { userId: "owner" } },
  account: { modelName: "linkedAccount" },
  plugins: [
    organization({
      schema: { organization: { modelName: "company" }, member: { modelName: "companyMember" } },
    }),
  ],
});
