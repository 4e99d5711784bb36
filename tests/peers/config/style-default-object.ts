import { deviceAuthorization } from "better-auth/plugins";

export default {
  rateLimit: { storage: "database" },
  plugins: [deviceAuthorization({ expiresIn: "30m", schema: {} })],
};
