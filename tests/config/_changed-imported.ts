import { twoFactor } from "better-auth/plugins";
export const list = [twoFactor()];
