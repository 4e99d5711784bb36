// Requests counted in the database, under names of its own.
import { betterAuth } from "better-auth";
import { drizzleAdapter } from "better-auth/adapters/drizzle";
import { db } from "./db";
import * as schema from "./schema";

export const auth = betterAuth({
  database: drizzleAdapter(db, { provider: "sqlite", schema }),
  emailAndPassword: { enabled: true },
  rateLimit: {
    enabled: true,
    storage: "database",
    modelName: "request_count",
    fields: { lastRequest: "last_seen" },
  },
});
