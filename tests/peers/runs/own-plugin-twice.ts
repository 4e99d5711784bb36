// A plugin of one's own with two references to users.
import { betterAuth, type BetterAuthPlugin } from "better-auth";
import { drizzleAdapter } from "better-auth/adapters/drizzle";
import { db } from "./db";
import * as schema from "./schema";

const messages: BetterAuthPlugin = {
  id: "messages",
  schema: {
    message: {
      fields: {
        body: { type: "string", required: true },
        senderId: { type: "string", required: true, references: { model: "user", field: "id" } },
        receiverId: { type: "string", required: false, references: { model: "user", field: "id" } },
      },
    },
  },
};

export const auth = betterAuth({
  database: drizzleAdapter(db, { provider: "sqlite", schema }),
  emailAndPassword: { enabled: true },
  plugins: [messages],
});
