import { betterAuth } from "better-auth";
import { createPool } from "mysql2/promise";
//# provider mysql

export const auth = betterAuth({ database: createPool(process.env.DATABASE_URL!) });
