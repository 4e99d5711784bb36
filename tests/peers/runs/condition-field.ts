// A field that only some environments have.
import { betterAuth } from "better-auth";
import { drizzleAdapter } from "better-auth/adapters/drizzle";
import { db } from "./db";
import * as schema from "./schema";

export const auth = betterAuth({
  database: drizzleAdapter(db, { provider: "sqlite", schema }),
  emailAndPassword: { enabled: true },
  user: {
    additionalFields: {
      nickname: { type: "string", required: false },
      ...(process.env.TWO_FACTOR ? { score: { type: "number", required: false } } : {}),
    },
  },
});
