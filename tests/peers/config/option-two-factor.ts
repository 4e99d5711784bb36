import { betterAuth } from "better-auth";
import { twoFactor } from "better-auth/plugins";

export const auth = betterAuth({
  plugins: [
    twoFactor({
      twoFactorTable: "mfa_secrets",
      schema: { user: { fields: { twoFactorEnabled: "mfa" } }, twoFactor: { fields: { backupCodes: "codes" } } },
    }),
  ],
});
