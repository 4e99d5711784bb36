import { betterAuth } from "better-auth";
import { drizzleAdapter } from "better-auth/adapters/drizzle";
import { organization } from "better-auth/plugins";

export const auth = betterAuth({
  database: drizzleAdapter({}, { provider: "pg" }),
  plugins: [
    organization({
      teams: { enabled: true },
      schema: {
        organization: {
          modelName: "workspace",
          fields: { slug: "handle" },
          additionalFields: {
            plan: { type: ["free", "pro"], required: true, defaultValue: "free" },
            seats: { type: "number", required: false, input: false },
          },
        },
        member: { additionalFields: { title: { type: "string", required: false } } },
        invitation: { fields: { inviterId: "invitedBy" } },
        session: { fields: { activeOrganizationId: "currentWorkspaceId" } },
        team: { modelName: "squad" },
      },
    }),
  ],
});
