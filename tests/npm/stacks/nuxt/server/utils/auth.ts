import { betterAuth, type BetterAuthOptions } from 'better-auth';
import { drizzleAdapter } from 'better-auth/adapters/drizzle';
import { db, schema } from '@nuxthub/db';
import config from '../auth.config';

export const auth = betterAuth({
    ...config() as BetterAuthOptions,
    baseURL: 'http://localhost',
    secret: process.env.AUTH_SECRET,
    database: drizzleAdapter(db, { provider: 'sqlite', schema }),
});
