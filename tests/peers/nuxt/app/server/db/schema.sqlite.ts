import { sqliteTable, text } from 'drizzle-orm/sqlite-core';
import { user } from '@nuxthub/db/schema';

export const note = sqliteTable('note', {
  id: text('id').primaryKey(),
  authorId: text('author_id').notNull().references(() => user.id, { onDelete: 'cascade' }),
});
