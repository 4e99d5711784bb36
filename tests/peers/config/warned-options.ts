import { betterAuth } from "better-auth";
import { organization } from "better-auth/plugins";
import { organizationOptions, teams } from "~/auth";
//= { plugins: [organization()] }
//! 8: cannot determine from the text what this contains

export const auth = betterAuth({
  plugins: [organization(organizationOptions)],
});
