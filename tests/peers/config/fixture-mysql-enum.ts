import { betterAuth } from "better-auth";
import { drizzleAdapter } from "better-auth/adapters/drizzle";
import { db } from "./database";

export const auth = betterAuth({
  database: drizzleAdapter(db, { provider: "mysql" }),
  plugins: [],
  user: { additionalFields: { status: { type: ["active", "inactive", "pending"], required: false } } },
});
