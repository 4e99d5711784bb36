import * as ba from "better-auth";
import * as plugins from "better-auth/plugins";
import * as shared from "./_shared.ts";

export const auth = ba.betterAuth({
  plugins: [plugins.anonymous(), ...shared.plugins],
});
