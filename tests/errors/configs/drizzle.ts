import { pgPolicy, pgTable, text } from "drizzle-orm/pg-core";

export const note = pgTable(
  "note",
  { id: text("id").primaryKey(), title: text("title").default(makeTitle()) },
  () => [pgPolicy("note_read", { for: "select" })],
);
