import { betterAuth } from "better-auth";
import { username } from "better-auth/plugins";

export const auth = betterAuth({
  plugins: [username({ displayUsername: false, minUsernameLength: 3, schema: { user: { fields: { username: "login" } } } })],
});
