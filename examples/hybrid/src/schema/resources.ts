// The application's own tables.

import { integer, sqliteTable, text } from 'drizzle-orm/sqlite-core';
import { users } from './auth';

export const posts = sqliteTable('posts', {
  id: integer('id').primaryKey({ autoIncrement: true }),
  title: text('title').notNull(),
  authorId: text('author_id').notNull().references(() => users.id, { onDelete: 'cascade' }),
});
