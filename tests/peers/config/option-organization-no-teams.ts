import { betterAuth } from "better-auth";
import { organization } from "better-auth/plugins";

export const auth = betterAuth({ plugins: [organization({ teams: { enabled: false } })] });
