// Additional fields that refer to other tables.
import { betterAuth } from "better-auth";
import { drizzleAdapter } from "better-auth/adapters/drizzle";
import { organization } from "better-auth/plugins";
import { db } from "./db";
import * as schema from "./schema";

export const auth = betterAuth({
  database: drizzleAdapter(db, { provider: "sqlite", schema }),
  emailAndPassword: { enabled: true },
  user: {
    additionalFields: {
      homeId: {
        type: "string",
        required: false,
        references: { model: "organization", field: "id", onDelete: "set null" },
      },
    },
  },
  plugins: [
    organization({
      schema: {
        organization: {
          additionalFields: {
            ownerId: {
              type: "string",
              required: false,
              references: { model: "user", field: "id", onDelete: "set null" },
            },
          },
        },
      },
    }),
  ],
});
