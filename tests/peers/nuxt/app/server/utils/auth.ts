import { betterAuth, type BetterAuthOptions } from 'better-auth';
import { drizzleAdapter } from 'better-auth/adapters/drizzle';
import { db, schema } from '@nuxthub/db';
import config from '../auth.config';

export const auth = betterAuth({
  ...config({ db }) as BetterAuthOptions,
  database: drizzleAdapter(db, { provider: 'sqlite', schema }),
  secret: 'a secret of forty characters, for the tests',
  baseURL: 'http://localhost',
  telemetry: { enabled: false },
});
