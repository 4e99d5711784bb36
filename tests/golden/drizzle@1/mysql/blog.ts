// Made by authgen from blog.prisma.
// Do not edit: change the schema and run authgen again.

import { defineRelations, sql } from "drizzle-orm";
import {
  bigint,
  boolean,
  datetime,
  decimal,
  foreignKey,
  index,
  int,
  json,
  longblob,
  mysqlEnum,
  mysqlTable,
  uniqueIndex,
  varchar,
} from "drizzle-orm/mysql-core";

/** Makes ids like those of Prisma's cuid(): cuids of version 1. */
const cuid = (() => {
  const base36 = (n: number) => (n % 36 ** 4).toString(36).padStart(4, "0");
  const random = () => base36(parseInt(crypto.randomUUID(), 16));
  const host = random();
  let count = 0;
  return () =>
    `c${Date.now().toString(36)}${base36(count++)}${host}${random()}${random()}`;
})();

export const roleEnum = [
  /** Reads and comments. */
  "READER",
  /** Writes posts of their own. */
  "AUTHOR",
  "administrator",
] as const;

/** Somebody who has an account. */
export const user = mysqlTable(
  "users",
  {
    id: varchar("id", { length: 191 })
      .primaryKey()
      .$defaultFn(() => cuid()),
    /** What they log in with, in small letters. */
    email: varchar("email", { length: 191 }).notNull(),
    name: varchar("name", { length: 191 }),
    role: mysqlEnum("role", roleEnum).notNull().default("READER"),
    createdAt: datetime("created_at", { fsp: 3 })
      .notNull()
      .default(sql`CURRENT_TIMESTAMP(3)`),
    updatedAt: datetime("updated_at", { fsp: 3 })
      .notNull()
      .$onUpdate(() => new Date()),
  },
  (t) => [uniqueIndex("users_email_key").on(t.email)],
);

export const profile = mysqlTable(
  "profiles",
  {
    id: int("id").primaryKey().autoincrement(),
    bio: varchar("bio", { length: 191 })
      .notNull()
      .default("It's not written yet."),
    avatar: longblob("avatar"),
    userId: varchar("user_id", { length: 191 }).notNull(),
    links: json("links")
      .notNull()
      .default(sql`('[]')`),
  },
  (t) => [
    uniqueIndex("profiles_user_id_key").on(t.userId),
    foreignKey({
      name: "profiles_user_id_fkey",
      columns: [t.userId],
      foreignColumns: [user.id],
    })
      .onDelete("cascade")
      .onUpdate("cascade"),
  ],
);

/**
 * A post.
 *
 * It is a draft until `publishedAt` has come.
 */
export const post = mysqlTable(
  "posts",
  {
    id: int("id").primaryKey().autoincrement(),
    slug: varchar("slug", { length: 191 }).notNull(),
    title: varchar("title", { length: 191 }).notNull(),
    text: varchar("text", { length: 191 }).notNull(),
    words: int("words").notNull().default(0),
    rating: decimal("rating", { precision: 65, scale: 30 }),
    pinned: boolean("pinned").notNull().default(false),
    publishedAt: datetime("published_at", { fsp: 3 }),
    authorId: varchar("author_id", { length: 191 }).notNull(),
    reviewerId: varchar("reviewer_id", { length: 191 }),
  },
  (t) => [
    uniqueIndex("posts_slug_key").on(t.slug),
    index("posts_author_id_published_at_idx").on(
      t.authorId,
      sql`${t.publishedAt} desc`,
    ),
    foreignKey({
      name: "posts_author_id_fkey",
      columns: [t.authorId],
      foreignColumns: [user.id],
    })
      .onDelete("restrict")
      .onUpdate("cascade"),
    foreignKey({
      name: "posts_reviewer_id_fkey",
      columns: [t.reviewerId],
      foreignColumns: [user.id],
    })
      .onDelete("set null")
      .onUpdate("cascade"),
  ],
);

/** Comments answer comments. */
export const comment = mysqlTable(
  "comments",
  {
    id: bigint("id", { mode: "bigint" }).primaryKey().autoincrement(),
    text: varchar("text", { length: 191 }).notNull(),
    postId: int("post_id").notNull(),
    userId: varchar("user_id", { length: 191 }),
    parentId: bigint("parent_id", { mode: "bigint" }),
  },
  (t) => [
    index("comments_post_id_idx").on(t.postId),
    foreignKey({
      name: "comments_user_id_fkey",
      columns: [t.userId],
      foreignColumns: [user.id],
    })
      .onDelete("set null")
      .onUpdate("cascade"),
    foreignKey({
      name: "comments_post_id_fkey",
      columns: [t.postId],
      foreignColumns: [post.id],
    })
      .onDelete("cascade")
      .onUpdate("cascade"),
    foreignKey({
      name: "comments_parent_id_fkey",
      columns: [t.parentId],
      foreignColumns: [t.id],
    }).onDelete("cascade"),
  ],
);

export const category = mysqlTable("categories", {
  name: varchar("name", { length: 191 }).primaryKey(),
});

export const categoryToPost = mysqlTable(
  "_CategoryToPost",
  {
    A: varchar("A", { length: 191 }).notNull(),
    B: int("B").notNull(),
  },
  (t) => [
    uniqueIndex("_CategoryToPost_AB_unique").on(t.A, t.B),
    index("_CategoryToPost_B_index").on(t.B),
    foreignKey({
      name: "_CategoryToPost_A_fkey",
      columns: [t.A],
      foreignColumns: [category.name],
    })
      .onDelete("cascade")
      .onUpdate("cascade"),
    foreignKey({
      name: "_CategoryToPost_B_fkey",
      columns: [t.B],
      foreignColumns: [post.id],
    })
      .onDelete("cascade")
      .onUpdate("cascade"),
  ],
);

const tables = {
  user,
  profile,
  post,
  comment,
  category,
  categoryToPost,
};

export const relations = defineRelations(tables, (r) => ({
  user: {
    profile: r.one.profile({ from: r.user.id, to: r.profile.userId }),
    posts: r.many.post({ from: r.user.id, to: r.post.authorId }),
    reviews: r.many.post({ from: r.user.id, to: r.post.reviewerId }),
    comments: r.many.comment({ from: r.user.id, to: r.comment.userId }),
  },
  profile: {
    user: r.one.user({
      from: r.profile.userId,
      to: r.user.id,
      optional: false,
    }),
  },
  post: {
    author: r.one.user({
      from: r.post.authorId,
      to: r.user.id,
      optional: false,
    }),
    /** Whoever read it before it went out. */
    reviewer: r.one.user({ from: r.post.reviewerId, to: r.user.id }),
    comments: r.many.comment({ from: r.post.id, to: r.comment.postId }),
    categories: r.many.category({
      from: r.post.id.through(r.categoryToPost.B),
      to: r.category.name.through(r.categoryToPost.A),
    }),
  },
  comment: {
    post: r.one.post({
      from: r.comment.postId,
      to: r.post.id,
      optional: false,
    }),
    user: r.one.user({ from: r.comment.userId, to: r.user.id }),
    parent: r.one.comment({ from: r.comment.parentId, to: r.comment.id }),
    answers: r.many.comment({ from: r.comment.id, to: r.comment.parentId }),
  },
  category: {
    posts: r.many.post({
      from: r.category.name.through(r.categoryToPost.A),
      to: r.post.id.through(r.categoryToPost.B),
    }),
  },
}));
