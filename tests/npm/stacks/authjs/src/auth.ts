import { Auth, type AuthConfig } from '@auth/core';
import { DrizzleAdapter } from '@auth/drizzle-adapter';
import { db } from './db.ts';
import { account, session, user, verificationToken } from './schema.ts';

export const config: AuthConfig = {
    adapter: DrizzleAdapter(db, {
        usersTable: user, accountsTable: account, sessionsTable: session, verificationTokensTable: verificationToken,
    }),
    basePath: '/api/auth',
    secret: process.env.AUTH_SECRET,
    trustHost: true,
    providers: [{
        id: 'email', name: 'Email', type: 'email', from: 'app@example.com', maxAge: 600, options: {},
        sendVerificationRequest: async ({ url }) => console.log(`mail: ${url}`),
    }],
};

export const handle = (request: Request) => Auth(request, config);
