// The options and the adapter each in a variable.
import { betterAuth, type BetterAuthOptions } from "better-auth";
import { drizzleAdapter } from "better-auth/adapters/drizzle";
import { username } from "better-auth/plugins";
import { db } from "./db";
import * as schema from "./schema";

const database = drizzleAdapter(db, { provider: "sqlite", schema });

const options = {
  database,
  emailAndPassword: { enabled: true },
  session: { modelName: "visit" },
} satisfies BetterAuthOptions;

export const auth = betterAuth({ ...options, plugins: [...[], username()] });
