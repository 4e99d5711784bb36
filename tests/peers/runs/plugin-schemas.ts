// Tables of plugins under names of their own.
import { betterAuth } from "better-auth";
import { drizzleAdapter } from "better-auth/adapters/drizzle";
import { organization, twoFactor } from "better-auth/plugins";
import { db } from "./db";
import * as schema from "./schema";

export const auth = betterAuth({
  database: drizzleAdapter(db, { provider: "sqlite", schema }),
  emailAndPassword: { enabled: true },
  plugins: [
    twoFactor({
      schema: {
        twoFactor: { modelName: "two_factor_secrets", fields: { secret: "totpSecret" } },
        user: { fields: { twoFactorEnabled: "has2fa" } },
      },
    }),
    organization({
      schema: {
        organization: { modelName: "workspace", fields: { logo: "logo_url" } },
        member: { modelName: "workspaceMember", fields: { organizationId: "workspaceId" } },
        invitation: { modelName: "invite", fields: { organizationId: "workspaceId" } },
        session: { fields: { activeOrganizationId: "activeWorkspaceId" } },
      },
    }),
  ],
});
