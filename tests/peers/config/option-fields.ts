import { betterAuth } from "better-auth";

export const auth = betterAuth({
  user: {
    additionalFields: {
      text: { type: "string" },
      count: { type: "number", defaultValue: 1_000 },
      big: { type: "number", bigint: true, defaultValue: -1 },
      flag: { type: "boolean", defaultValue: true },
      when: { type: "date", defaultValue: () => new Date(), onUpdate: () => new Date() },
      birthday: { type: "date", required: false },
      data: { type: "json", required: false },
      names: { type: "string[]" },
      numbers: { type: "number[]", required: false },
      state: { type: ["on", "off", "half-way", "2nd"], defaultValue: "half-way" },
      mixed: { type: ["a", "b"], required: false },
      hex: { type: "number", defaultValue: 0xff },
    },
  },
});
