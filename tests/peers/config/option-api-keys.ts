import { betterAuth } from "better-auth";
import { apiKey } from "@better-auth/api-key";

export const auth = betterAuth({
  plugins: [
    apiKey(
      [
        { configId: "public", defaultPrefix: "pk_", rateLimit: { timeWindow: 1000 } },
        { configId: "secret", defaultPrefix: "sk_", references: "organization" },
      ],
      { schema: { apikey: { modelName: "api_token" } } },
    ),
  ],
});
