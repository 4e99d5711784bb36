// The adapter as a function of the application's makes it.
import { betterAuth } from "better-auth";
import { drizzleAdapter } from "better-auth/adapters/drizzle";
import { organization } from "better-auth/plugins";
import { db } from "./db";
import * as schema from "./schema";

const connect = () =>
  drizzleAdapter(db, { provider: "sqlite", schema, usePlural: true });

export const auth = betterAuth({
  database: connect(),
  emailAndPassword: { enabled: true },
  plugins: [organization()],
});
