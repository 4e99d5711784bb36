// Plurals that English makes in another way.
import { betterAuth } from "better-auth";
import { drizzleAdapter } from "better-auth/adapters/drizzle";
import { siwe } from "better-auth/plugins";
import { db } from "./db";
import * as schema from "./schema";

export const auth = betterAuth({
  database: drizzleAdapter(db, { provider: "sqlite", schema, usePlural: true }),
  emailAndPassword: { enabled: true },
  user: { modelName: "person" },
  session: { modelName: "entry" },
  account: { modelName: "address" },
  plugins: [
    siwe({
      domain: "example.com",
      getNonce: async () => "1234567890",
      verifyMessage: async () => true,
    }),
  ],
});
