// Additional fields of a plugin's tables.
import { betterAuth } from "better-auth";
import { drizzleAdapter } from "better-auth/adapters/drizzle";
import { organization } from "better-auth/plugins";
import { db } from "./db";
import * as schema from "./schema";

export const auth = betterAuth({
  database: drizzleAdapter(db, { provider: "sqlite", schema }),
  emailAndPassword: { enabled: true },
  plugins: [
    organization({
      schema: {
        organization: {
          additionalFields: {
            seats: { type: "number", required: false, defaultValue: 5 },
            plan: { type: "string", required: false },
          },
        },
        member: { additionalFields: { title: { type: "string", required: false } } },
      },
    }),
  ],
});
