import { betterAuth } from "better-auth";
import { drizzleAdapter } from "better-auth/adapters/drizzle";

export const auth = betterAuth({
  database: drizzleAdapter({}, { provider: "pg" }),
  user: {
    additionalFields: {
      roles: { type: "string[]", required: true, defaultValue: ["customer"] },
      scores: { type: "number[]", required: false },
    },
  },
});
