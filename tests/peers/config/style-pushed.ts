import { betterAuth } from "better-auth";
import { admin, twoFactor } from "better-auth/plugins";
//= { plugins: [admin(), twoFactor()] }

const plugins = [admin()];
if (process.env.MFA) {
  plugins.push(twoFactor());
}

export const auth = betterAuth({ plugins });
