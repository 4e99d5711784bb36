// Made by authgen from auth.auth.
// Do not edit: change the schema and run authgen again.

import { relations, sql } from "drizzle-orm";
import {
  check,
  date,
  foreignKey,
  index,
  pgEnum,
  pgTable,
  primaryKey,
  text,
  time,
  timestamp,
  uniqueIndex,
  uuid,
} from "drizzle-orm/pg-core";

export const providerEnum = pgEnum("providers", [
  "password",
  "github",
  "google",
]);

/** Somebody who can log in. */
export const user = pgTable(
  "users",
  {
    id: uuid("id").primaryKey().defaultRandom(),
    email: text("email").notNull(),
    name: text("name"),
    born: date("born", { mode: "string" }),
    /** When they want their digest, local time. */
    digestAt: time("digest_at", { precision: 3 }).notNull().default("08:00:00"),
    deletedAt: timestamp("deleted_at", { precision: 3 }),
    createdAt: timestamp("created_at", { precision: 3 }).notNull().defaultNow(),
    updatedAt: timestamp("updated_at", { precision: 3 })
      .notNull()
      .defaultNow()
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
export const account = pgTable(
  "accounts",
  {
    userId: uuid("user_id").notNull(),
    provider: providerEnum("provider").notNull(),
    /** Their id there; for a password, its hash. */
    secret: text("secret").notNull(),
    scopes: text("scopes").notNull().default(""),
    createdAt: timestamp("created_at", { precision: 3 }).notNull().defaultNow(),
    updatedAt: timestamp("updated_at", { precision: 3 })
      .notNull()
      .defaultNow()
      .$onUpdate(() => new Date()),
  },
  (t) => [
    primaryKey({ name: "accounts_pkey", columns: [t.userId, t.provider] }),
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

export const session = pgTable(
  "sessions",
  {
    id: uuid("id").primaryKey().defaultRandom(),
    userId: uuid("user_id").notNull(),
    token: uuid("token")
      .notNull()
      .$defaultFn(() => crypto.randomUUID()),
    expiresAt: timestamp("expires_at", { precision: 3 }).notNull(),
    address: text("address"),
    agent: text("agent"),
    createdAt: timestamp("created_at", { precision: 3 }).notNull().defaultNow(),
    updatedAt: timestamp("updated_at", { precision: 3 })
      .notNull()
      .defaultNow()
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
export const impersonation = pgTable(
  "impersonations",
  {
    id: uuid("id").primaryKey().defaultRandom(),
    adminId: uuid("admin_id").notNull(),
    userId: uuid("user_id").notNull(),
    reason: text("reason").notNull(),
    at: timestamp("at", { precision: 3 }).notNull().defaultNow(),
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
