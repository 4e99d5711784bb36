import { betterAuth } from "better-auth";
import { baseOptions } from "@/auth/base";
import { jwt } from "better-auth/plugins";
//= { plugins: [jwt()], user: { modelName: "people" } }
//! 9: cannot determine from the text what this contains
//! 11: cannot determine from the text what this contains

export const auth = betterAuth({
  ...baseOptions,
  plugins: [jwt()],
  user: { ...(process.env.X ? {} : { fields: {} }), modelName: "people" },
});
