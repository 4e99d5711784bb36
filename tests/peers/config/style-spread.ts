import { betterAuth } from "better-auth";
import { apiKey } from "@better-auth/api-key";
import { admin } from "better-auth/plugins";

const base = {
  user: { modelName: "account_holder" },
  plugins: [admin()],
};
const more = { ...base, user: { ...base.user, additionalFields: { vip: { type: "boolean", defaultValue: false } } } };

export const auth = betterAuth({
  ...more,
  plugins: [...base.plugins, apiKey()],
});
