import { defineServerAuth } from "@onmax/nuxt-better-auth/config";
import { passkey } from "@better-auth/passkey";

export default defineServerAuth({
  emailAndPassword: { enabled: true },
  plugins: [passkey()],
});
