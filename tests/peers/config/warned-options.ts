import { betterAuth } from "better-auth";
import { organization } from "better-auth/plugins";
import { organizationOptions, teams } from "~/auth";
//= { plugins: [organization()] }
//! 8: cannot find the module "~/auth" that this comes from

export const auth = betterAuth({
  plugins: [organization(organizationOptions)],
});
