import { betterAuth } from "better-auth";
import { lastLoginMethod } from "better-auth/plugins";

export const auth = betterAuth({ plugins: [lastLoginMethod({ cookieName: "llm" })] });
