import { betterAuth } from "better-auth";
import { admin, jwt } from "better-auth/plugins";

export const auth = betterAuth({
  plugins: [admin(), false, undefined, jwt()].filter(Boolean),
});
