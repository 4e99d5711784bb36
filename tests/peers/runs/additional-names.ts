// Additional fields whose columns are named otherwise.
import { betterAuth } from "better-auth";
import { drizzleAdapter } from "better-auth/adapters/drizzle";
import { db } from "./db";
import * as schema from "./schema";

export const auth = betterAuth({
  database: drizzleAdapter(db, { provider: "sqlite", schema }),
  emailAndPassword: { enabled: true },
  user: {
    modelName: "member",
    additionalFields: {
      phone: { type: "string", required: false, fieldName: "phone_number" },
      visits: { type: "number", required: false, fieldName: "visitCount", defaultValue: 0 },
    },
  },
});
