import { betterAuth } from "better-auth";
import { drizzleAdapter } from "better-auth/adapters/drizzle";

export const auth = betterAuth({
  database: drizzleAdapter({}, { provider: "pg" }),
  user: { modelName: "AppUser", fields: { email: "emailAddress" } },
  session: { modelName: "userSession", fields: { userId: "ownerId" } },
  account: { modelName: "linked_accounts" },
  rateLimit: { modelName: "unused" },
});
