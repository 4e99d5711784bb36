import { betterAuth } from "better-auth";
import { createStorage } from "unstorage";

const kv = createStorage();
const secondaryStorage = {
  get: (key: string) => kv.getItem(key),
  set: (key: string, value: string) => kv.setItem(key, value),
  delete: (key: string) => kv.removeItem(key),
};

export const auth = betterAuth({
  secondaryStorage,
  verification: { storeInDatabase: true },
  rateLimit: { storage: "secondary-storage" },
});
