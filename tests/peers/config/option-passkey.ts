import { betterAuth } from "better-auth";
import { passkey } from "@better-auth/passkey";

export const auth = betterAuth({
  plugins: [passkey({ rpID: "example.com", schema: { passkey: { modelName: "webauthn_key", fields: { credentialID: "credential", publicKey: "pub" } } } })],
});
