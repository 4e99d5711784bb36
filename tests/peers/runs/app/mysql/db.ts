import { drizzle } from "drizzle-orm/mysql2";
import { createPool } from "mysql2/promise";
import * as schema from "./schema";

export const client = createPool(process.env.DATABASE_URL!);
export const db = drizzle({ client, schema, mode: "default" });
