import { betterAuth } from "better-auth";

export const auth = betterAuth({
  user: {
    additionalFields: {
      credits: { type: "number", bigint: true, required: true },
      level: { type: "number", bigint: false },
    },
  },
});
