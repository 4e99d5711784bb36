import { betterAuth } from "better-auth";
import { drizzleAdapter } from "better-auth/adapters/drizzle";
//= { database: drizzleAdapter(db, {}) }

export const auth = betterAuth({
  database: drizzleAdapter({}, { provider: process.env.DB_KIND ?? "pg" }),
});
