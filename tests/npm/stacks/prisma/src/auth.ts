import { betterAuth } from 'better-auth';
import { prismaAdapter } from 'better-auth/adapters/prisma';
import { username } from 'better-auth/plugins';
import { prisma } from './db.ts';

export const auth = betterAuth({
    baseURL: 'http://localhost',
    secret: process.env.AUTH_SECRET,
    database: prismaAdapter(prisma, { provider: 'sqlite' }),
    emailAndPassword: { enabled: true },
    plugins: [username()],
});
