import { betterAuth, type BetterAuthPlugin } from "better-auth";
import { drizzleAdapter } from "better-auth/adapters/drizzle";

const plugin = {
  id: "custom",
  schema: {
    test: {
      fields: {
        userId: {
          type: "string",
          required: false,
          references: { model: "user", field: "id", onDelete: "set null" },
        },
        managerId: {
          type: "string",
          required: false,
          references: { model: "user", field: "id", onDelete: "set null" },
        },
      },
    },
  },
} satisfies BetterAuthPlugin;

export const auth = betterAuth({
  database: drizzleAdapter({}, { provider: "sqlite", usePlural: true }),
  plugins: [plugin],
});
