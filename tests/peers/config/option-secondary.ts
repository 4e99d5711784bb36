import { betterAuth } from "better-auth";
import { admin } from "better-auth/plugins";

export const auth = betterAuth({
  secondaryStorage: { get: async (key) => null, set: async (key, value, ttl) => {}, delete: async (key) => {} },
  session: { modelName: "not_there", additionalFields: { x: { type: "string" } } },
  plugins: [admin()],
});
