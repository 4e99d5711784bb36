import { betterAuth } from "better-auth";
import { baseOptions } from "@/auth/base";
import { jwt } from "better-auth/plugins";
//= { plugins: [jwt()], user: { modelName: "people" } }
//! 9: what this holds cannot be known from the text
//! 11: what this holds cannot be known from the text

export const auth = betterAuth({
  ...baseOptions,
  plugins: [jwt()],
  user: { ...(process.env.X ? {} : { fields: {} }), modelName: "people" },
});
