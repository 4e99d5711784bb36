import { betterAuth } from "better-auth";
import { jwt } from "better-auth/plugins";

export const auth = betterAuth({
  plugins: [jwt({ jwks: { keyPairConfig: { alg: "EdDSA" } }, schema: { jwks: { modelName: "signing_keys", fields: { publicKey: "public" } } } })],
});
