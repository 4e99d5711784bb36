import { betterAuth } from "better-auth";

export const auth = betterAuth({
  user: { additionalFields: { a: { type: "string" } } },
  session: { additionalFields: { b: { type: "string", required: false } } },
  account: { additionalFields: { c: { type: "number" } } },
  verification: { additionalFields: { d: { type: "boolean" } } },
  rateLimit: { enabled: true, window: 60, max: 100, storage: "database" },
});
