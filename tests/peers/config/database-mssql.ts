import { betterAuth } from "better-auth";
import { db } from "./database";
//# provider sqlserver

export const auth = betterAuth({ database: { db, type: "mssql" } });
