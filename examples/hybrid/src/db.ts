import { drizzle } from 'drizzle-orm/libsql';
import * as schema from './schema';

declare const process: { env: Record<string, string | undefined> };

export const db = drizzle({
  connection: process.env.DATABASE_URL ?? 'file:local.db',
  schema,
});
