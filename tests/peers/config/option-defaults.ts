import { betterAuth } from "better-auth";

const fallback = "en";

export const auth = betterAuth({
  user: {
    additionalFields: {
      locale: { type: "string", defaultValue: fallback },
      empty: { type: "string", defaultValue: "" },
      zero: { type: "number", defaultValue: 0 },
      no: { type: "boolean", defaultValue: false },
      nothing: { type: "string", required: false, defaultValue: undefined },
      made: { type: "string", defaultValue: () => crypto.randomUUID() },
      called: { type: "string", defaultValue() { return "x"; } },
      none: { type: "string[]", defaultValue: [] },
      list: { type: "number[]", defaultValue: [1, 2] },
      object: { type: "json", defaultValue: {} },
    },
  },
});
