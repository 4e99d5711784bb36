// Sessions beside the database and in it.
import { betterAuth } from "better-auth";
import { drizzleAdapter } from "better-auth/adapters/drizzle";
import { db } from "./db";
import * as schema from "./schema";

const store = new Map<string, string>();

const secondaryStorage = {
  get: async (key: string) => store.get(key) ?? null,
  set: async (key: string, value: string) => void store.set(key, value),
  delete: async (key: string) => void store.delete(key),
};

export const auth = betterAuth({
  database: drizzleAdapter(db, { provider: "sqlite", schema }),
  emailAndPassword: { enabled: true },
  secondaryStorage,
  session: { storeSessionInDatabase: true },
});
