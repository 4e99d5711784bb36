import { betterAuth } from "better-auth";
import { siwe } from "better-auth/plugins";

export default betterAuth({
  plugins: [
    siwe({
      domain: "example.com",
      getNonce: async () => "nonce",
      async verifyMessage({ message, signature }) { return message.length > signature.length; },
    }),
  ],
});
