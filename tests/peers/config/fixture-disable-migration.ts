import { betterAuth } from "better-auth";

export const auth = betterAuth({
  plugins: [
    {
      id: "elsewhere",
      schema: {
        tenant: { disableMigration: true, fields: { name: { type: "string" } } },
        seat: {
          fields: {
            tenantId: { type: "string", references: { model: "tenant", field: "id" } },
            userId: { type: "string", references: { model: "user", field: "id" } },
          },
        },
      },
    },
  ],
});
