import { betterAuth } from "better-auth";
import { redis } from "~/redis";
//= {}
//! 9: cannot determine from the text whether 'secondaryStorage' is set
//! 10: rateLimit.storage is computed at run time
//! 11: generateId is computed at run time

export const auth = betterAuth({
  secondaryStorage: process.env.REDIS ? redis : undefined,
  rateLimit: { storage: process.env.REDIS ? "secondary-storage" : "database" },
  advanced: { database: { generateId: process.env.ID ?? "uuid" } },
});
