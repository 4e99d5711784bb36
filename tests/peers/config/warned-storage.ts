import { betterAuth } from "better-auth";
import { redis } from "~/redis";
//= { rateLimit: { storage: "database" } }
//! 9: generateId is computed at run time

export const auth = betterAuth({
  secondaryStorage: process.env.REDIS ? redis : undefined,
  rateLimit: { storage: process.env.REDIS ? "secondary-storage" : "database" },
  advanced: { database: { generateId: process.env.ID ?? "uuid" } },
});
