// Plugins of several modules, and some in the file.
import { betterAuth } from "better-auth";
import { drizzleAdapter } from "better-auth/adapters/drizzle";
import { username } from "better-auth/plugins";
import { db } from "./db";
import { basic, optional } from "./plugins";
import * as schema from "./schema";

export const auth = betterAuth({
  database: drizzleAdapter(db, { provider: "sqlite", schema, usePlural: true }),
  emailAndPassword: { enabled: true },
  plugins: [...basic, ...optional(process.env.TWO_FACTOR !== undefined), username()],
});
