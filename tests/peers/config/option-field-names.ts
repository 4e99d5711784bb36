import { betterAuth } from "better-auth";

export const auth = betterAuth({
  user: {
    modelName: "app_users",
    fields: { name: "full_name", email: "email_address", emailVerified: "is_verified", createdAt: "created" },
    additionalFields: { tz: { type: "string", fieldName: "time_zone" } },
  },
  session: { modelName: "app_sessions", fields: { userId: "user_id", expiresAt: "expires_at" } },
  account: { modelName: "app_accounts", fields: { userId: "user_id", providerId: "provider" } },
  verification: { modelName: "app_verifications", fields: { value: "token" } },
  rateLimit: { storage: "database", modelName: "app_limits", fields: { lastRequest: "last_request" } },
});
