import { SqliteDialect } from "kysely";
import Database from "libsql";

export const client = new Database(process.env.DATABASE_URL!);
export const dialect = new SqliteDialect({ database: client });
