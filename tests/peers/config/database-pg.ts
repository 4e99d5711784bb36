import { betterAuth } from "better-auth";
import { Pool } from "pg";
//# provider postgresql

export const auth = betterAuth({ database: new Pool({ connectionString: process.env.DATABASE_URL }) });
