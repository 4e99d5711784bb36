// An additional field that is one of a few words.
import { betterAuth } from "better-auth";
import { drizzleAdapter } from "better-auth/adapters/drizzle";
import { db } from "./db";
import * as schema from "./schema";

export const auth = betterAuth({
  database: drizzleAdapter(db, { provider: "sqlite", schema }),
  emailAndPassword: { enabled: true },
  user: {
    additionalFields: {
      role: { type: ["reader", "writer", "owner"], required: true, defaultValue: "reader", input: false },
      theme: { type: ["light", "dark"], required: false },
    },
  },
});
