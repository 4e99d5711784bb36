import { Auth, type AuthConfig } from "@auth/core";
import GitHub from "@auth/core/providers/github";
import { DrizzleAdapter } from "@auth/drizzle-adapter";
import { db } from "@/db";
import * as schema from "@/db/schema";

export const authConfig: AuthConfig = {
  adapter: DrizzleAdapter(db, {
    usersTable: schema.appUser,
    accountsTable: schema.appAccount,
    sessionsTable: schema.appSession,
    verificationTokensTable: schema.appVerificationToken,
    authenticatorsTable: schema.appAuthenticator,
  }),
  experimental: { enableWebAuthn: true },
  providers: [GitHub],
};

export const handler = (request: Request) => Auth(request, authConfig);
