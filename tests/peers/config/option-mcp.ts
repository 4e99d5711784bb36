import { betterAuth } from "better-auth";
import { jwt } from "better-auth/plugins";
import { mcp } from "@better-auth/mcp";

export const auth = betterAuth({
  plugins: [jwt(), mcp({ loginPage: "/login", consentPage: "/consent", resource: "https://example.com/mcp" })],
});
