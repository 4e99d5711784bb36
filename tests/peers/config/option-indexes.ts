import { betterAuth } from "better-auth";

export const auth = betterAuth({
  user: {
    additionalFields: {
      handle: { type: "string", unique: true },
      referral: { type: "string", unique: true, required: false, fieldName: "referral_code" },
      country: { type: "string", index: true, sortable: true },
      score: { type: "number", index: true, unique: false },
      plain: { type: "string", index: false },
    },
  },
  account: { additionalFields: { tenant: { type: "string", index: true } } },
});
