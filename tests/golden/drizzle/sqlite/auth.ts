// Made by authgen from auth.auth.
// Do not edit: change the schema and run authgen again.

import { relations, sql } from "drizzle-orm";
import {
  check,
  foreignKey,
  index,
  integer,
  primaryKey,
  sqliteTable,
  text,
  uniqueIndex,
} from "drizzle-orm/sqlite-core";

export const providerEnum = ["password", "github", "google"] as const;

/** Somebody who can log in. */
export const user = sqliteTable(
  "users",
  {
    id: text("id")
      .primaryKey()
      .$defaultFn(() => crypto.randomUUID()),
    email: text("email").notNull(),
    name: text("name"),
    born: text("born"),
    /** When they want their digest, local time. */
    digestAt: text("digest_at").notNull().default("08:00:00"),
    deletedAt: integer("deleted_at", { mode: "timestamp_ms" }),
    createdAt: integer("created_at", { mode: "timestamp_ms" })
      .notNull()
      .default(
        sql`(CAST((julianday('now') - 2440587.5) * 86400000 AS INTEGER))`,
      ),
    updatedAt: integer("updated_at", { mode: "timestamp_ms" })
      .notNull()
      .default(
        sql`(CAST((julianday('now') - 2440587.5) * 86400000 AS INTEGER))`,
      )
      .$onUpdate(() => new Date()),
  },
  (t) => [
    uniqueIndex("users_email_key").on(t.email),
    index("users_deleted_at_idx")
      .on(t.deletedAt)
      .where(sql`deleted_at IS NOT NULL`),
    check("users_email_check", sql`email = lower(email)`),
  ],
);

/** A way to log in: one for each provider. */
export const account = sqliteTable(
  "accounts",
  {
    userId: text("user_id").notNull(),
    provider: text("provider", { enum: providerEnum }).notNull(),
    /** Their id there; for a password, its hash. */
    secret: text("secret").notNull(),
    scopes: text("scopes").notNull().default(""),
    createdAt: integer("created_at", { mode: "timestamp_ms" })
      .notNull()
      .default(
        sql`(CAST((julianday('now') - 2440587.5) * 86400000 AS INTEGER))`,
      ),
    updatedAt: integer("updated_at", { mode: "timestamp_ms" })
      .notNull()
      .default(
        sql`(CAST((julianday('now') - 2440587.5) * 86400000 AS INTEGER))`,
      )
      .$onUpdate(() => new Date()),
  },
  (t) => [
    primaryKey({ columns: [t.userId, t.provider] }),
    uniqueIndex("accounts_provider_secret_key").on(t.provider, t.secret),
    foreignKey({
      name: "accounts_user_id_fkey",
      columns: [t.userId],
      foreignColumns: [user.id],
    })
      .onDelete("cascade")
      .onUpdate("cascade"),
  ],
);

export const session = sqliteTable(
  "sessions",
  {
    id: text("id")
      .primaryKey()
      .$defaultFn(() => crypto.randomUUID()),
    userId: text("user_id").notNull(),
    token: text("token")
      .notNull()
      .$defaultFn(() => crypto.randomUUID()),
    expiresAt: integer("expires_at", { mode: "timestamp_ms" }).notNull(),
    address: text("address"),
    agent: text("agent"),
    createdAt: integer("created_at", { mode: "timestamp_ms" })
      .notNull()
      .default(
        sql`(CAST((julianday('now') - 2440587.5) * 86400000 AS INTEGER))`,
      ),
    updatedAt: integer("updated_at", { mode: "timestamp_ms" })
      .notNull()
      .default(
        sql`(CAST((julianday('now') - 2440587.5) * 86400000 AS INTEGER))`,
      )
      .$onUpdate(() => new Date()),
  },
  (t) => [
    uniqueIndex("sessions_token_key").on(t.token),
    index("sessions_user_id_expires_at_idx").on(t.userId, t.expiresAt),
    foreignKey({
      name: "sessions_user_id_fkey",
      columns: [t.userId],
      foreignColumns: [user.id],
    })
      .onDelete("cascade")
      .onUpdate("cascade"),
    check("sessions_expiry_check", sql`expires_at > created_at`),
  ],
);

/** Who acted for whom: two references to one model. */
export const impersonation = sqliteTable(
  "impersonations",
  {
    id: text("id")
      .primaryKey()
      .$defaultFn(() => crypto.randomUUID()),
    adminId: text("admin_id").notNull(),
    userId: text("user_id").notNull(),
    reason: text("reason").notNull(),
    at: integer("at", { mode: "timestamp_ms" })
      .notNull()
      .default(
        sql`(CAST((julianday('now') - 2440587.5) * 86400000 AS INTEGER))`,
      ),
  },
  (t) => [
    foreignKey({
      name: "impersonations_admin_id_fkey",
      columns: [t.adminId],
      foreignColumns: [user.id],
    })
      .onDelete("restrict")
      .onUpdate("cascade"),
    foreignKey({
      name: "impersonations_user_id_fkey",
      columns: [t.userId],
      foreignColumns: [user.id],
    })
      .onDelete("cascade")
      .onUpdate("cascade"),
  ],
);

export const userRelations = relations(user, ({ many }) => ({
  accounts: many(account),
  sessions: many(session),
  impersonated: many(impersonation, { relationName: "Impersonation_admin" }),
  impersonations: many(impersonation, { relationName: "Impersonation_user" }),
}));

export const accountRelations = relations(account, ({ one }) => ({
  user: one(user, { fields: [account.userId], references: [user.id] }),
}));

export const sessionRelations = relations(session, ({ one }) => ({
  user: one(user, { fields: [session.userId], references: [user.id] }),
}));

export const impersonationRelations = relations(impersonation, ({ one }) => ({
  admin: one(user, {
    fields: [impersonation.adminId],
    references: [user.id],
    relationName: "Impersonation_admin",
  }),
  user: one(user, {
    fields: [impersonation.userId],
    references: [user.id],
    relationName: "Impersonation_user",
  }),
}));
