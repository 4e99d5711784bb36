import { betterAuth, type BetterAuthOptions } from "better-auth";
import { organization } from "better-auth/plugins";

const options = {
  plugins: [organization({ teams: { enabled: true } })],
  user: { additionalFields: { locale: { type: "string", required: false } } } as const,
} satisfies BetterAuthOptions;

export const auth = betterAuth(options as BetterAuthOptions);
