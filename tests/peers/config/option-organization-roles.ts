import { betterAuth } from "better-auth";
import { organization } from "better-auth/plugins";
import { defaultAc } from "better-auth/plugins/organization/access";

export const auth = betterAuth({ plugins: [organization({ ac: defaultAc, dynamicAccessControl: { enabled: true } })] });
