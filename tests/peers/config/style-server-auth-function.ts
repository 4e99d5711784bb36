import { defineServerAuth } from "@onmax/nuxt-better-auth/config";
import { admin } from "better-auth/plugins";

export default defineServerAuth(({ runtimeConfig, db }) => ({
  secret: runtimeConfig.secret,
  hooks: { after: async (ctx) => { await db.insert(ctx); } },
  plugins: [admin()],
}));
