import { betterAuth } from "better-auth";
import { jwt } from "better-auth/plugins";
import { unknownPlugin } from "third-party";
import { ours } from "@/plugins";
//= { plugins: [jwt()] }
//! 15: which plugin this is cannot be known from the text
//! 16: which plugin this is cannot be known from the text
//! 17: this plugin is not known
//! 18: this plugin is not known
//! 19: the list of plugins is computed

export const auth = betterAuth({
  plugins: [
    jwt(),
    process.env.X ? twoFactor() : bearer(),
    process.env.Y && admin(),
    unknownPlugin(),
    ours(),
    ...(process.env.Z ? [admin()] : []),
  ],
});
