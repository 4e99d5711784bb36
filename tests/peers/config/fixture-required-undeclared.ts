import { betterAuth } from "better-auth";

export const auth = betterAuth({
  session: { additionalFields: { device: { type: "string" }, trusted: { type: "boolean", required: undefined } } },
});
