// scim.
import { betterAuth } from "better-auth";
import { drizzleAdapter } from "better-auth/adapters/drizzle";
import { scim } from "@better-auth/scim";
import { db } from "./db";
import * as schema from "./schema";

export const auth = betterAuth({
  database: drizzleAdapter(db, { provider: "sqlite", schema, transaction: true }),
  emailAndPassword: { enabled: true },
  plugins: [scim({ connections: [], authentication: { verifyBearerToken: async () => null } })],
});
