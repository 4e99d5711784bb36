// A configuration that a function makes.
import { betterAuth } from "better-auth";
import { drizzleAdapter } from "better-auth/adapters/drizzle";
import { username } from "better-auth/plugins";
import { db } from "./db";
import * as schema from "./schema";

function createAuth(modelName: string) {
  return betterAuth({
    database: drizzleAdapter(db, { provider: "sqlite", schema, usePlural: true }),
    emailAndPassword: { enabled: true },
    user: { modelName },
    plugins: [username()],
  });
}

export const auth = createAuth("customer");
