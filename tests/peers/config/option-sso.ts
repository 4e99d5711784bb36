import { betterAuth } from "better-auth";
import { sso } from "@better-auth/sso";

export const auth = betterAuth({
  plugins: [sso({ domainVerification: { enabled: true }, modelName: "identity_provider", fields: { providerId: "slug" } })],
});
