import { betterAuth } from "better-auth";
import { handle, plugins, sessionOptions, verificationOptions } from "./_barrel.js";

export const auth = betterAuth({
  ...sessionOptions,
  ...verificationOptions,
  plugins: [...plugins, handle()],
});
