import { betterAuth } from "better-auth";
import sessionOptions, { plugins, roleField } from "./_shared";

export const auth = betterAuth({
  ...sessionOptions,
  plugins,
  user: { additionalFields: { ...roleField, age: { type: "number", required: false } } },
});
