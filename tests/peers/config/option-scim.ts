import { betterAuth } from "better-auth";
import { scim } from "@better-auth/scim";

export const auth = betterAuth({
  plugins: [
    scim({
      connections: [],
      authentication: { verifyBearerToken: async () => null },
      managedConnections: { credentialHashSecret: "a secret of more than thirty-two characters" },
    }),
  ],
});
