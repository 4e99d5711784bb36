import { betterAuth } from "better-auth";
import { lastLoginMethod } from "better-auth/plugins";

export const auth = betterAuth({
  plugins: [lastLoginMethod({ storeInDatabase: true, schema: { user: { lastLoginMethod: "last_method" } } })],
});
