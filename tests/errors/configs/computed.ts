import { betterAuth } from "better-auth";
import { twoFactor } from "better-auth/plugins";
import { ours } from "./ours";

export const auth = betterAuth({
  plugins: [twoFactor(), ours(), ...(process.env.DEV ? [twoFactor()] : [])],
  user: { modelName: process.env.USERS },
});
