import { betterAuth } from "better-auth";
import { drizzleAdapter } from "better-auth/adapters/drizzle";

export const auth = betterAuth({
  database: drizzleAdapter({}, { provider: "mysql" }),
  plugins: [
    {
      id: "audit",
      schema: {
        auditEvent: {
          modelName: "audit_event",
          fields: {
            tenant: { type: "string", required: true, fieldName: "tenant_ref" },
            kind: { type: ["read", "write"], required: true },
            actorId: { type: "string", index: true, references: { model: "user", field: "id" } },
          },
          indexes: [
            { fields: ["tenant", "kind"], unique: true },
            { fields: ["kind", "actorId"], name: "audit_by_actor" },
          ],
        },
      },
    },
  ],
});
