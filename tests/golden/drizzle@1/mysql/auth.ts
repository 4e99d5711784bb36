// Made by authgen from auth.auth.
// Do not edit: change the schema and run authgen again.

import { defineRelations, sql } from "drizzle-orm";
import {
  char,
  check,
  date,
  datetime,
  foreignKey,
  index,
  mysqlEnum,
  mysqlTable,
  primaryKey,
  time,
  uniqueIndex,
  varchar,
} from "drizzle-orm/mysql-core";

export const providerEnum = ["password", "github", "google"] as const;

/** Somebody who can log in. */
export const user = mysqlTable(
  "users",
  {
    id: char("id", { length: 36 })
      .primaryKey()
      .$defaultFn(() => crypto.randomUUID()),
    email: varchar("email", { length: 191 }).notNull(),
    name: varchar("name", { length: 191 }),
    born: date("born", { mode: "string" }),
    /** When they want their digest, local time. */
    digestAt: time("digest_at", { fsp: 3 }).notNull().default("08:00:00.000"),
    deletedAt: datetime("deleted_at", { fsp: 3 }),
    createdAt: datetime("created_at", { fsp: 3 })
      .notNull()
      .default(sql`CURRENT_TIMESTAMP(3)`),
    updatedAt: datetime("updated_at", { fsp: 3 })
      .notNull()
      .default(sql`CURRENT_TIMESTAMP(3)`)
      .$onUpdate(() => new Date()),
  },
  (t) => [
    uniqueIndex("users_email_key").on(t.email),
    index("users_deleted_at_idx").on(t.deletedAt),
    check("users_email_check", sql`email = lower(email)`),
  ],
);

/** A way to log in: one for each provider. */
export const account = mysqlTable(
  "accounts",
  {
    userId: char("user_id", { length: 36 }).notNull(),
    provider: mysqlEnum("provider", providerEnum).notNull(),
    /** Their id there; for a password, its hash. */
    secret: varchar("secret", { length: 191 }).notNull(),
    scopes: varchar("scopes", { length: 191 }).notNull().default(""),
    createdAt: datetime("created_at", { fsp: 3 })
      .notNull()
      .default(sql`CURRENT_TIMESTAMP(3)`),
    updatedAt: datetime("updated_at", { fsp: 3 })
      .notNull()
      .default(sql`CURRENT_TIMESTAMP(3)`)
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

export const session = mysqlTable(
  "sessions",
  {
    id: char("id", { length: 36 })
      .primaryKey()
      .$defaultFn(() => crypto.randomUUID()),
    userId: char("user_id", { length: 36 }).notNull(),
    token: char("token", { length: 36 })
      .notNull()
      .$defaultFn(() => crypto.randomUUID()),
    expiresAt: datetime("expires_at", { fsp: 3 }).notNull(),
    address: varchar("address", { length: 191 }),
    agent: varchar("agent", { length: 191 }),
    createdAt: datetime("created_at", { fsp: 3 })
      .notNull()
      .default(sql`CURRENT_TIMESTAMP(3)`),
    updatedAt: datetime("updated_at", { fsp: 3 })
      .notNull()
      .default(sql`CURRENT_TIMESTAMP(3)`)
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
export const impersonation = mysqlTable(
  "impersonations",
  {
    id: char("id", { length: 36 })
      .primaryKey()
      .$defaultFn(() => crypto.randomUUID()),
    adminId: char("admin_id", { length: 36 }).notNull(),
    userId: char("user_id", { length: 36 }).notNull(),
    reason: varchar("reason", { length: 191 }).notNull(),
    at: datetime("at", { fsp: 3 })
      .notNull()
      .default(sql`CURRENT_TIMESTAMP(3)`),
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

const tables = {
  user,
  account,
  session,
  impersonation,
};

export const relations = defineRelations(tables, (r) => ({
  user: {
    accounts: r.many.account({ from: r.user.id, to: r.account.userId }),
    sessions: r.many.session({ from: r.user.id, to: r.session.userId }),
    impersonated: r.many.impersonation({
      from: r.user.id,
      to: r.impersonation.adminId,
    }),
    impersonations: r.many.impersonation({
      from: r.user.id,
      to: r.impersonation.userId,
    }),
  },
  account: {
    user: r.one.user({
      from: r.account.userId,
      to: r.user.id,
      optional: false,
    }),
  },
  session: {
    user: r.one.user({
      from: r.session.userId,
      to: r.user.id,
      optional: false,
    }),
  },
  impersonation: {
    admin: r.one.user({
      from: r.impersonation.adminId,
      to: r.user.id,
      optional: false,
    }),
    user: r.one.user({
      from: r.impersonation.userId,
      to: r.user.id,
      optional: false,
    }),
  },
}));
