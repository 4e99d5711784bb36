import { betterAuth } from "better-auth";

export const auth = betterAuth({
  advanced: { database: { generateId: "serial" } },
  user: { modelName: "people" },
  session: {
    additionalFields: {
      ownerId: { type: "string", required: false, references: { model: "people", field: "id", onDelete: "cascade" } },
    },
  },
});
