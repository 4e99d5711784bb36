import { betterAuth } from "better-auth";
import { baseOptions } from "@/auth/base";
import { jwt } from "better-auth/plugins";
//= { plugins: [jwt()], user: { modelName: "people" } }
//! 8: cannot find the module "@/auth/base" that this comes from

export const auth = betterAuth({
  ...baseOptions,
  plugins: [jwt()],
  user: { ...(process.env.X ? {} : { fields: {} }), modelName: "people" },
});
