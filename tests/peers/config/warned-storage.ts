import { betterAuth } from "better-auth";
import { redis } from "~/redis";
//= {}
//! 9: whether there is a secondary storage cannot be known from the text
//! 10: where rate limits are kept is computed
//! 11: how ids are made is computed

export const auth = betterAuth({
  secondaryStorage: process.env.REDIS ? redis : undefined,
  rateLimit: { storage: process.env.REDIS ? "secondary-storage" : "database" },
  advanced: { database: { generateId: process.env.ID ?? "uuid" } },
});
