// Made by authgen from blog.prisma.
// Do not edit: change the schema and run authgen again.

import { relations, sql } from "drizzle-orm";
import {
  bigint,
  bigserial,
  boolean,
  customType,
  foreignKey,
  index,
  integer,
  jsonb,
  numeric,
  pgEnum,
  pgTable,
  primaryKey,
  serial,
  text,
  timestamp,
  uniqueIndex,
} from "drizzle-orm/pg-core";

const bytea = customType<{ data: Uint8Array }>({
  dataType: () => "bytea",
});

/** Makes ids like those of Prisma's cuid(): cuids of version 1. */
const cuid = (() => {
  const base36 = (n: number) => (n % 36 ** 4).toString(36).padStart(4, "0");
  const random = () => base36(parseInt(crypto.randomUUID(), 16));
  const host = random();
  let count = 0;
  return () =>
    `c${Date.now().toString(36)}${base36(count++)}${host}${random()}${random()}`;
})();

export const roleEnum = pgEnum("Role", [
  /** Reads and comments. */
  "READER",
  /** Writes posts of their own. */
  "AUTHOR",
  "administrator",
]);

/** Somebody who has an account. */
export const user = pgTable(
  "users",
  {
    id: text("id")
      .primaryKey()
      .$defaultFn(() => cuid()),
    /** What they log in with, in small letters. */
    email: text("email").notNull(),
    name: text("name"),
    role: roleEnum("role").notNull().default("READER"),
    createdAt: timestamp("created_at", { precision: 3 }).notNull().defaultNow(),
    updatedAt: timestamp("updated_at", { precision: 3 })
      .notNull()
      .$onUpdate(() => new Date()),
  },
  (t) => [uniqueIndex("users_email_key").on(t.email)],
);

export const profile = pgTable(
  "profiles",
  {
    id: serial("id").primaryKey(),
    bio: text("bio").notNull().default("It's not written yet."),
    avatar: bytea("avatar"),
    userId: text("user_id").notNull(),
    links: jsonb("links")
      .notNull()
      .default(sql`'[]'::jsonb`),
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
export const post = pgTable(
  "posts",
  {
    id: serial("id").primaryKey(),
    slug: text("slug").notNull(),
    title: text("title").notNull(),
    text: text("text").notNull(),
    words: integer("words").notNull().default(0),
    rating: numeric("rating", { precision: 65, scale: 30 }),
    pinned: boolean("pinned").notNull().default(false),
    publishedAt: timestamp("published_at", { precision: 3 }),
    authorId: text("author_id").notNull(),
    reviewerId: text("reviewer_id"),
  },
  (t) => [
    uniqueIndex("posts_slug_key").on(t.slug),
    index("posts_author_id_published_at_idx").on(
      t.authorId,
      t.publishedAt.desc().nullsFirst(),
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
export const comment = pgTable(
  "comments",
  {
    id: bigserial("id", { mode: "bigint" }).primaryKey(),
    text: text("text").notNull(),
    postId: integer("post_id").notNull(),
    userId: text("user_id"),
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

export const category = pgTable("categories", {
  name: text("name").primaryKey(),
});

export const categoryToPost = pgTable(
  "_CategoryToPost",
  {
    A: text("A").notNull(),
    B: integer("B").notNull(),
  },
  (t) => [
    primaryKey({ name: "_CategoryToPost_AB_pkey", columns: [t.A, t.B] }),
    index().on(t.B),
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

export const userRelations = relations(user, ({ one, many }) => ({
  profile: one(profile),
  posts: many(post, { relationName: "written" }),
  reviews: many(post, { relationName: "reviewed" }),
  comments: many(comment),
}));

export const profileRelations = relations(profile, ({ one }) => ({
  user: one(user, { fields: [profile.userId], references: [user.id] }),
}));

export const postRelations = relations(post, ({ one, many }) => ({
  author: one(user, {
    fields: [post.authorId],
    references: [user.id],
    relationName: "written",
  }),
  /** Whoever read it before it went out. */
  reviewer: one(user, {
    fields: [post.reviewerId],
    references: [user.id],
    relationName: "reviewed",
  }),
  comments: many(comment),
  categories: many(categoryToPost),
}));

export const commentRelations = relations(comment, ({ one, many }) => ({
  post: one(post, { fields: [comment.postId], references: [post.id] }),
  user: one(user, { fields: [comment.userId], references: [user.id] }),
  parent: one(comment, {
    fields: [comment.parentId],
    references: [comment.id],
    relationName: "answers",
  }),
  answers: many(comment, { relationName: "answers" }),
}));

export const categoryRelations = relations(category, ({ many }) => ({
  posts: many(categoryToPost),
}));

export const categoryToPostRelations = relations(categoryToPost, ({ one }) => ({
  category: one(category, {
    fields: [categoryToPost.A],
    references: [category.name],
  }),
  post: one(post, { fields: [categoryToPost.B], references: [post.id] }),
}));
