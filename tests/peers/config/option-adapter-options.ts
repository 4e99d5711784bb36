import { betterAuth } from "better-auth";
import { drizzleAdapter } from "better-auth/adapters/drizzle";
import { jwt, siwe } from "better-auth/plugins";
import { db } from "#db";
import * as schema from "#db/schema";

const adapterOptions = { provider: "mysql" as const, usePlural: true, schema: { ...schema, users: schema.user } };

export const auth = betterAuth({
  database: drizzleAdapter(db, adapterOptions),
  account: { modelName: "person" },
  verification: { modelName: "some_check" },
  plugins: [jwt(), siwe({ domain: "x", getNonce: async () => "", verifyMessage: async () => true })],
});
