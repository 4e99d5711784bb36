import { betterAuth } from "better-auth";
import { organization } from "better-auth/plugins";
import { teams } from "~/auth";
//= { plugins: [organization()] }
//! 7: cannot determine from the text what this contains

export const auth = betterAuth({ plugins: [organization({ teams })] });
