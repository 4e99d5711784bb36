import { betterAuth } from "better-auth";
import { jwt } from "better-auth/plugins";
import { unknownPlugin } from "third-party";
import { ours } from "@/plugins";
//= { plugins: [jwt()] }
//! 15: cannot determine the plugin from the text
//! 16: cannot determine the plugin from the text
//! 17: unknown plugin 'unknownPlugin' of "third-party"
//! 18: unknown plugin
//! 19: the list of plugins is computed at run time

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
