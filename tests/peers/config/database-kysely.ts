import { betterAuth } from "better-auth";
import { Kysely, PostgresDialect } from "kysely";
//# provider postgresql

export const auth = betterAuth({ database: { dialect: new PostgresDialect({ pool: undefined as any }), type: "postgres" } });
