import { betterAuth } from "better-auth";
import { drizzleAdapter } from "better-auth/adapters/drizzle";
//= { database: drizzleAdapter(db, {}) }
//! 7: the adapter's provider is computed at run time

export const auth = betterAuth({
  database: drizzleAdapter({}, { provider: process.env.DB_KIND ?? "pg" }),
});
