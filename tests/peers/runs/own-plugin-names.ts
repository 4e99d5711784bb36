// A plugin of one's own whose table is named otherwise, in the plural.
import { betterAuth, type BetterAuthPlugin } from "better-auth";
import { drizzleAdapter } from "better-auth/adapters/drizzle";
import { db } from "./db";
import * as schema from "./schema";

const audit = (modelName: string) =>
  ({
    id: "audit",
    schema: {
      auditLog: {
        modelName,
        fields: {
          action: { type: "string", required: true, index: true },
          size: { type: "number", bigint: true, required: false },
          actorId: {
            type: "string",
            required: true,
            fieldName: "actor_id",
            references: { model: "user", field: "id", onDelete: "cascade" },
          },
        },
      },
    },
  }) satisfies BetterAuthPlugin;

export const auth = betterAuth({
  database: drizzleAdapter(db, { provider: "sqlite", schema, usePlural: true }),
  emailAndPassword: { enabled: true },
  plugins: [audit("audit_entry")],
});
