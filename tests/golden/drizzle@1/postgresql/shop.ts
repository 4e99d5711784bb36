// Made by authgen from shop.auth.
// Do not edit: change the schema and run authgen again.

import { defineRelations, sql } from "drizzle-orm";
import {
  bigint,
  boolean,
  bytea,
  char,
  check,
  customType,
  date,
  foreignKey,
  index,
  integer,
  jsonb,
  numeric,
  pgEnum,
  pgSchema,
  pgTable,
  primaryKey,
  serial,
  smallint,
  text,
  timestamp,
  uniqueIndex,
  uuid,
  varchar,
} from "drizzle-orm/pg-core";

const citext = customType<{ data: string }>({
  dataType: () => "citext",
});

export const stockSchema = pgSchema("stock");

export const sizeEnum = pgEnum("Size", ["S", "M", "L", "XL"]);

/** Where an order is. */
export const orderStatusEnum = pgEnum("order_status", [
  "placed",
  /** The money has come. */
  "paid",
  "shipped",
  "lost in the post",
]);

/** A product, in one language and currency. */
export const product = pgTable(
  "products",
  {
    id: serial("id").primaryKey(),
    sku: varchar("sku", { length: 32 }).notNull(),
    name: citext("name").notNull(),
    price: numeric("price", { precision: 10, scale: 2 }).notNull().default("0"),
    sizes: sizeEnum("sizes").array().default(["S", "M"]),
    tags: text("tags")
      .array()
      .default(sql`ARRAY['new'::text, 'it''s'::text]`),
    weights: integer("weights").array(),
    data: jsonb("data")
      .notNull()
      .default(sql`'{"colour": "red"}'::jsonb`),
    made: date("made", { mode: "date" }),
    barcode: bytea("barcode"),
    parentId: integer("parentId"),
  },
  (t) => [
    uniqueIndex("products_sku_key").on(t.sku),
    index("products_data_idx").using("gin", t.data.op("jsonb_path_ops")),
    index("products_name_price_idx").on(t.name, t.price.desc().nullsFirst()),
    foreignKey({
      name: "products_parentId_fkey",
      columns: [t.parentId],
      foreignColumns: [t.id],
    })
      .onDelete("set null")
      .onUpdate("cascade"),
    check("products_price_check", sql`price >= 0`),
  ],
);

export const customer = pgTable(
  "customers",
  {
    id: uuid("id").notNull().defaultRandom(),
    email: text("email").notNull(),
    closed: boolean("closed").notNull().default(false),
  },
  (t) => [
    primaryKey({ name: "customer_key", columns: [t.id] }),
    uniqueIndex("customers_email_key")
      .on(t.email)
      .where(sql`"closed" = false`),
    index("customers_lower_email_idx").on(sql`(lower(email))`),
  ],
);

/** An order is numbered for each customer. */
export const order = pgTable(
  "orders",
  {
    customerId: uuid("customer_id").notNull(),
    number: integer("number").notNull(),
    status: orderStatusEnum("status").notNull().default("placed"),
    placedAt: timestamp("placed_at", { precision: 6, withTimezone: true })
      .notNull()
      .defaultNow(),
  },
  (t) => [
    primaryKey({ columns: [t.customerId, t.number] }),
    index("orders_open_idx")
      .on(t.placedAt)
      .where(sql`status <> 'paid'`),
    foreignKey({
      name: "orders_customer_id_fkey",
      columns: [t.customerId],
      foreignColumns: [customer.id],
    })
      .onDelete("restrict")
      .onUpdate("cascade"),
  ],
);

export const item = pgTable(
  "items",
  {
    customerId: uuid("customer_id").notNull(),
    number: integer("number").notNull(),
    line: smallint("line").notNull(),
    productId: integer("product_id").notNull(),
    size: sizeEnum("size"),
    count: integer("count").notNull().default(1),
  },
  (t) => [
    primaryKey({ columns: [t.customerId, t.number, t.line] }),
    foreignKey({
      name: "items_customer_id_number_fkey",
      columns: [t.customerId, t.number],
      foreignColumns: [order.customerId, order.number],
    })
      .onDelete("cascade")
      .onUpdate("cascade"),
    foreignKey({
      name: "items_product_id_fkey",
      columns: [t.productId],
      foreignColumns: [product.id],
    })
      .onDelete("restrict")
      .onUpdate("cascade"),
  ],
);

/** What lies where. */
export const shelf = stockSchema.table(
  "shelves",
  {
    place: char("place", { length: 8 }).primaryKey(),
    productId: integer("product_id").notNull(),
    count: bigint("count", { mode: "bigint" })
      .notNull()
      .default(sql`0`),
    counted: timestamp("counted", { precision: 3 })
      .notNull()
      .$onUpdate(() => new Date()),
  },
  (t) => [
    uniqueIndex("shelves_place_product_id_key").on(t.place, t.productId),
    foreignKey({
      name: "shelves_product_id_fkey",
      columns: [t.productId],
      foreignColumns: [product.id],
    })
      .onDelete("restrict")
      .onUpdate("cascade"),
  ],
);

/** Products that are nearly sold out. */
export const scarce = stockSchema
  .view("scarce", {
    productId: integer("product_id").notNull(),
    name: text("name").notNull(),
    left: bigint("left", { mode: "bigint" }).notNull(),
  })
  .existing();

export const related = pgTable(
  "_related",
  {
    A: integer("A").notNull(),
    B: integer("B").notNull(),
  },
  (t) => [
    primaryKey({ name: "_related_AB_pkey", columns: [t.A, t.B] }),
    index().on(t.B),
    foreignKey({
      name: "_related_A_fkey",
      columns: [t.A],
      foreignColumns: [product.id],
    })
      .onDelete("cascade")
      .onUpdate("cascade"),
    foreignKey({
      name: "_related_B_fkey",
      columns: [t.B],
      foreignColumns: [product.id],
    })
      .onDelete("cascade")
      .onUpdate("cascade"),
  ],
);

const tables = {
  product,
  customer,
  order,
  item,
  shelf,
  scarce,
  related,
};

export const relations = defineRelations(tables, (r) => ({
  product: {
    related: r.many.product({
      from: r.product.id.through(r.related.A),
      to: r.product.id.through(r.related.B),
    }),
    relatedTo: r.many.product({
      from: r.product.id.through(r.related.B),
      to: r.product.id.through(r.related.A),
    }),
    parent: r.one.product({ from: r.product.parentId, to: r.product.id }),
    variants: r.many.product({ from: r.product.id, to: r.product.parentId }),
    items: r.many.item({ from: r.product.id, to: r.item.productId }),
    shelves: r.many.shelf({ from: r.product.id, to: r.shelf.productId }),
  },
  customer: {
    orders: r.many.order({ from: r.customer.id, to: r.order.customerId }),
  },
  order: {
    customer: r.one.customer({
      from: r.order.customerId,
      to: r.customer.id,
      optional: false,
    }),
    items: r.many.item({
      from: [r.order.customerId, r.order.number],
      to: [r.item.customerId, r.item.number],
    }),
  },
  item: {
    order: r.one.order({
      from: [r.item.customerId, r.item.number],
      to: [r.order.customerId, r.order.number],
      optional: false,
    }),
    product: r.one.product({
      from: r.item.productId,
      to: r.product.id,
      optional: false,
    }),
  },
  shelf: {
    product: r.one.product({
      from: r.shelf.productId,
      to: r.product.id,
      optional: false,
    }),
  },
}));
