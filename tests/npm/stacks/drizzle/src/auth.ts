import { betterAuth } from 'better-auth';
import { drizzleAdapter } from 'better-auth/adapters/drizzle';
import { username } from 'better-auth/plugins';
import { db } from './db.ts';
import * as schema from './schema.ts';

export const auth = betterAuth({
    baseURL: 'http://localhost',
    secret: process.env.AUTH_SECRET,
    database: drizzleAdapter(db, { provider: 'sqlite', schema }),
    emailAndPassword: { enabled: true },
    plugins: [username()],
});
