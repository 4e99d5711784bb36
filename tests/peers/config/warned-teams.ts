import { betterAuth } from "better-auth";
import { organization } from "better-auth/plugins";
import { teams } from "~/auth";
//= { plugins: [organization()] }
//! 7: cannot find the module "~/auth" that this comes from

export const auth = betterAuth({ plugins: [organization({ teams })] });
