import { betterAuth } from "better-auth";
import { admin } from "better-auth/plugins";

export const auth = betterAuth({
  plugins: [admin({ schema: { user: { fields: { banned: "is_banned", role: "user_role" } }, session: { fields: { impersonatedBy: "impersonator" } } } })],
});
