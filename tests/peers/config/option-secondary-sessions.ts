import { betterAuth } from "better-auth";
import { redisStorage } from "@/lib/redis";
import { admin } from "better-auth/plugins";

export const auth = betterAuth({
  secondaryStorage: redisStorage,
  session: { storeSessionInDatabase: true, additionalFields: { x: { type: "string" } } },
  plugins: [admin()],
});
