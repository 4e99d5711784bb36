import { betterAuth } from "better-auth";
import { LibsqlDialect } from "@libsql/kysely-libsql";
//# provider sqlite

export const auth = betterAuth({ database: { dialect: new LibsqlDialect({ url: "file:x.db" }) } });
