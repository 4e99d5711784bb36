import { betterAuth } from "better-auth";
import { drizzleAdapter } from "better-auth/adapters/drizzle";

const projects = () => ({
  id: "projects",
  schema: {
    project: {
      fields: {
        ownerId: {
          type: "string",
          required: false,
          references: { model: "user", field: "id", onDelete: "set null" },
        },
        sessionId: {
          type: "string",
          required: false,
          references: { model: "session", field: "id", onDelete: "set null" },
        },
      },
    },
  },
});

export const auth = betterAuth({
  database: drizzleAdapter({}, { provider: "sqlite" }),
  plugins: [projects()],
});
