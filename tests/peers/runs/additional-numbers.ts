// Additional fields that are numbers.
import { betterAuth } from "better-auth";
import { drizzleAdapter } from "better-auth/adapters/drizzle";
import { db } from "./db";
import * as schema from "./schema";

export const auth = betterAuth({
  database: drizzleAdapter(db, { provider: "sqlite", schema }),
  emailAndPassword: { enabled: true },
  user: {
    additionalFields: {
      age: { type: "number", required: false },
      points: { type: "number", bigint: true, required: false },
      level: { type: "number", required: true, defaultValue: 5, input: false },
    },
  },
  session: {
    additionalFields: {
      visits: { type: "number", bigint: true, required: false, defaultValue: 5, input: false },
    },
  },
});
