import { betterAuth } from "better-auth";
import { drizzleAdapter } from "better-auth/adapters/drizzle";
import { organization } from "better-auth/plugins";

export const auth = betterAuth({
  database: drizzleAdapter({}, { provider: "pg", usePlural: true, camelCase: true, schemaName: "identity" }),
  plugins: [organization({ teams: { enabled: true } })],
});
