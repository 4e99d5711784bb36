// Additional fields of other types.
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
      newsletter: { type: "boolean", required: true, defaultValue: true },
      plan: { type: "string", required: true, defaultValue: "free", input: false },
      born: { type: "date", required: false },
      joined: { type: "date", required: true, defaultValue: () => new Date(), input: false },
      tags: { type: "string[]", required: false },
    },
  },
});
