// All tables, and some of them under names of the schema's own.
import { betterAuth } from "better-auth";
import { drizzleAdapter } from "better-auth/adapters/drizzle";
import { username } from "better-auth/plugins";
import { db } from "./db";
import * as schema from "./schema";

export const auth = betterAuth({
  database: drizzleAdapter(db, { provider: "sqlite", schema: { ...schema, user: schema.users, session: schema.userSessions } }),
  emailAndPassword: { enabled: true },
  plugins: [username()],
});
