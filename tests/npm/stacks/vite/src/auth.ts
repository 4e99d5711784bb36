import { betterAuth } from 'better-auth';
import { drizzleAdapter } from 'better-auth/adapters/drizzle';
import { toNodeHandler } from 'better-auth/node';
import { username } from 'better-auth/plugins';
import { db } from './db';
import * as schema from './auth?authgen';

export const auth = betterAuth({
    baseURL: 'http://localhost',
    secret: process.env.AUTH_SECRET,
    database: drizzleAdapter(db, { provider: 'sqlite', schema }),
    emailAndPassword: { enabled: true },
    plugins: [username()],
});

export const handle = toNodeHandler(auth);
export const tables = Object.keys(schema);
