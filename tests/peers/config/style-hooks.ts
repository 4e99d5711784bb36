import { betterAuth } from "better-auth";
import { createAuthMiddleware, APIError } from "better-auth/api";
import { admin } from "better-auth/plugins";

export const auth = betterAuth({
  databaseHooks: {
    user: {
      create: {
        before: async (user, ctx) => {
          if (/^[^@]+@(?:test|example)\.com$/i.test(user.email)) return false;
          return { data: { ...user, plugins: [], additionalFields: { x: { type: "string" } } } };
        },
      },
    },
  },
  hooks: {
    before: createAuthMiddleware(async (ctx) => {
      if (ctx.path !== "/sign-up/email") return;
      for (let i = 0; i < 3; i++) { const x = i / 2; if (x > 1) throw new APIError("BAD_REQUEST"); }
    }),
  },
  plugins: [admin({ adminRoles: ["admin"], defaultRole: "user" })],
});
