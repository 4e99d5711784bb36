import { betterAuth, type BetterAuthOptions } from "better-auth";
import { twoFactor } from "better-auth/plugins";

export const auth = betterAuth<BetterAuthOptions & Record<string, Array<unknown>>>({
  plugins: [twoFactor()] as any[],
  session: { additionalFields: undefined! },
} as const satisfies BetterAuthOptions);
