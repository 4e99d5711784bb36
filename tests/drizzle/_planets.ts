import { pgTable, text } from "drizzle-orm/pg-core";

export const planets = pgTable("planet", { name: text("name").primaryKey() });
