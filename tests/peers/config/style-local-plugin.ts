import { betterAuth, type BetterAuthPlugin } from "better-auth";
import { createAuthEndpoint } from "better-auth/api";

// It has the name of a plugin of Better Auth, but is none.
const admin = () =>
  ({
    id: "my-admin",
    endpoints: { hello: createAuthEndpoint("/hello", { method: "GET" }, async (ctx) => ctx.json({})) },
    schema: {
      user: { fields: { level: { type: "number", required: true, defaultValue: 1 } } },
      auditLog: {
        fields: {
          action: { type: "string", required: true },
          meta: { type: "json", required: false },
          userId: { type: "string", required: true, references: { model: "user", field: "id", onDelete: "cascade" }, index: true },
          at: { type: "date", required: true, defaultValue: () => new Date() },
        },
      },
    },
  }) satisfies BetterAuthPlugin;

export const auth = betterAuth({ plugins: [admin()] });
