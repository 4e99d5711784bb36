// What people log in with. `npm run db:schema` reads this file, and never runs it.

import { betterAuth } from 'better-auth';
import { drizzleAdapter } from 'better-auth/adapters/drizzle';
import { username } from 'better-auth/plugins';
import { db } from './db';
import * as schema from './schema';

export const auth = betterAuth({
  database: drizzleAdapter(db, { provider: 'sqlite', schema, usePlural: true }),
  emailAndPassword: { enabled: true },
  user: {
    additionalFields: {
      locale: { type: 'string', required: false, defaultValue: 'en' },
    },
  },
  plugins: [username()],
});
