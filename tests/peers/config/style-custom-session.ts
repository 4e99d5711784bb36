import { betterAuth, type BetterAuthOptions } from "better-auth";
import { customSession, username } from "better-auth/plugins";

const options = {
  plugins: [username()],
} satisfies BetterAuthOptions;

export const auth = betterAuth({
  ...options,
  plugins: [
    ...(options.plugins ?? []),
    customSession(async ({ user, session }) => ({ user, session: { ...session, extra: true } }), options),
  ],
});
