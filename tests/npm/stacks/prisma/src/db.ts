import { PrismaLibSql } from '@prisma/adapter-libsql';
import { PrismaClient } from '../generated/prisma/client.js';

export const prisma = new PrismaClient({ adapter: new PrismaLibSql({ url: 'file:app.db' }) });
