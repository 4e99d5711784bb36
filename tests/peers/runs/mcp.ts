// mcp.
import { betterAuth } from "better-auth";
import { drizzleAdapter } from "better-auth/adapters/drizzle";
import { mcp } from "@better-auth/mcp";
import { jwt } from "better-auth/plugins";
import { db } from "./db";
import * as schema from "./schema";

export const auth = betterAuth({
  database: drizzleAdapter(db, { provider: "sqlite", schema }),
  emailAndPassword: { enabled: true },
  plugins: [jwt(), mcp({ allowDynamicClientRegistration: true, loginPage: "/login", consentPage: "/consent", resource: "https://example.com/mcp" })],
});
