import { twoFactor } from "better-auth/plugins";

export const roleField = { role: { type: "string", required: false, defaultValue: "user" } } as const;
export const plugins = [twoFactor()];
export default { session: { modelName: "logins" } };
