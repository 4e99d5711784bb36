import { betterAuth } from "better-auth";
import { organization } from "better-auth/plugins";

export const auth = betterAuth({ advanced: { database: { generateId: () => crypto.randomUUID() }, cookiePrefix: "x" }, plugins: [organization()] });
