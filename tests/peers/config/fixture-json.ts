import { betterAuth } from "better-auth";
import { drizzleAdapter } from "better-auth/adapters/drizzle";

export const auth = betterAuth({
  database: drizzleAdapter({}, { provider: "sqlite" }),
  user: {
    additionalFields: {
      settings: { type: "json", required: false },
      theme: { type: "json", defaultValue: { dark: true, "font-size": 12.5, names: ["a", null] } },
    },
  },
});
