import { betterAuth } from "better-auth";
import { prismaAdapter } from "better-auth/adapters/prisma";
import { organization, twoFactor, username } from "better-auth/plugins";
import { db } from "./database";

export const auth = betterAuth({
  database: prismaAdapter(db, { provider: "mysql" }),
  plugins: [
    twoFactor(),
    username(),
    organization({
      schema: {
        organization: { modelName: "workspace" },
        invitation: { modelName: "workspaceInvitation" },
      },
    }),
  ],
});
