import { betterAuth } from "better-auth";

export const auth = betterAuth({
  user: { additionalFields: { handle: { type: "string", unique: true, index: true, required: false } } },
});
