import { betterAuth } from "better-auth";
import { makeStorage } from "#storage";

export const auth = betterAuth({
  secondaryStorage: makeStorage({ ttl: 60 }),
  session: { storeSessionInDatabase: true, preserveSessionInDatabase: true },
  verification: { storeInDatabase: true },
});
