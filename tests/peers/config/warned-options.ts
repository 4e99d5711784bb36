import { betterAuth } from "better-auth";
import { organization } from "better-auth/plugins";
import { organizationOptions, teams } from "~/auth";
//= { plugins: [organization()] }
//! 8: what this holds cannot be known from the text

export const auth = betterAuth({
  plugins: [organization(organizationOptions)],
});
