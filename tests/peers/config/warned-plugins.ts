import { betterAuth } from "better-auth";
import { jwt } from "better-auth/plugins";
import { unknownPlugin } from "third-party";
import { ours } from "@/plugins";
//= { plugins: [jwt(), twoFactor(), admin()] }
//! 14: unknown plugin 'unknownPlugin' of "third-party"
//! 15: cannot find the module "@/plugins" that this comes from

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
