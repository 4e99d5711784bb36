// Made by authgen from ledger.auth.
// Do not edit: change the schema and run authgen again.

import { defineRelations, sql } from "drizzle-orm";
import {
  check,
  customType,
  date,
  datetime2,
  decimal,
  foreignKey,
  index,
  int,
  mssqlTable,
  nvarchar,
  primaryKey,
  smallint,
  uniqueIndex,
  varbinary,
  varchar,
} from "drizzle-orm/mssql-core";

const money = customType<{ data: number }>({
  dataType: () => "money",
});

const uniqueidentifier = customType<{ data: string }>({
  dataType: () => "uniqueidentifier",
});

export const statusEnum = ["draft", "sent", "paid"] as const;

/** Who pays */
export const customer = mssqlTable(
  "customers",
  {
    id: uniqueidentifier("id")
      .primaryKey()
      .default(sql`newid()`),
    code: varchar("code", { length: 20 }),
    name: nvarchar("name", { length: 200 })
      .notNull()
      .default(sql`N'Müller & Söhne'`),
    parentId: uniqueidentifier("parent_id"),
  },
  (t) => [
    uniqueIndex("customers_code_key")
      .on(t.code)
      .where(sql`[code] IS NOT NULL`),
    foreignKey({
      name: "customers_parent_id_fkey",
      columns: [t.parentId],
      foreignColumns: [t.id],
    }),
  ],
);

export const invoice = mssqlTable(
  "invoices",
  {
    id: int("id").primaryKey().identity(),
    customerId: uniqueidentifier("customer_id").notNull(),
    status: nvarchar("status", { length: 5, enum: statusEnum })
      .notNull()
      .default(sql`N'draft'`),
    total: decimal("total", { precision: 18, scale: 2 }).notNull().default("0"),
    due: date("due", { mode: "string" }),
    data: nvarchar("data", { mode: "json", length: "max" }),
    scan: varbinary("scan", { length: "max" }),
    issuedAt: datetime2("issued_at")
      .notNull()
      .default(sql`CURRENT_TIMESTAMP`),
  },
  (t) => [
    index("invoices_status_issued_at_idx").on(
      t.status,
      sql`${t.issuedAt} desc`,
    ),
    uniqueIndex("invoices_customer_id_due_key")
      .on(t.customerId, t.due)
      .where(sql`[due] IS NOT NULL AND status = 'draft'`),
    foreignKey({
      name: "invoices_customer_id_fkey",
      columns: [t.customerId],
      foreignColumns: [customer.id],
    }),
    check(
      "invoices_status_check",
      sql`[status] IN (N'draft', N'sent', N'paid')`,
    ),
    check("invoices_total_check", sql`total >= 0`),
  ],
);

export const line = mssqlTable(
  "lines",
  {
    invoiceId: int("invoice_id").notNull(),
    no: smallint("no").notNull(),
    text: nvarchar("text", { length: "max" }).notNull(),
    amount: money("amount").notNull(),
  },
  (t) => [
    primaryKey({ name: "lines_pk", columns: [t.invoiceId, t.no] }),
    foreignKey({
      name: "lines_invoice_id_fkey",
      columns: [t.invoiceId],
      foreignColumns: [invoice.id],
    })
      .onDelete("cascade")
      .onUpdate("cascade"),
  ],
);

const tables = {
  customer,
  invoice,
  line,
};

export const relations = defineRelations(tables, (r) => ({
  customer: {
    parent: r.one.customer({ from: r.customer.parentId, to: r.customer.id }),
    branches: r.many.customer({ from: r.customer.id, to: r.customer.parentId }),
    invoices: r.many.invoice({ from: r.customer.id, to: r.invoice.customerId }),
  },
  invoice: {
    customer: r.one.customer({
      from: r.invoice.customerId,
      to: r.customer.id,
      optional: false,
    }),
    lines: r.many.line({ from: r.invoice.id, to: r.line.invoiceId }),
  },
  line: {
    invoice: r.one.invoice({
      from: r.line.invoiceId,
      to: r.invoice.id,
      optional: false,
    }),
  },
}));
