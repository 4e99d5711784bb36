import { betterAuth } from "better-auth";
import { DatabaseSync } from "node:sqlite";
//# provider sqlite

export const auth = betterAuth({ database: new DatabaseSync("auth.db") });
