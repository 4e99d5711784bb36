import { connect } from "./client";
import { prismaAdapter } from "better-auth/adapters/prisma";
export const auth = betterAuth({ database: prismaAdapter(connect(), {}) });

//= use "better-auth"
//= config {
//=   convention = "better-auth/prisma"
//=   code      = camel
//=   relations = lower
//=   sqlite    = compat
//= }
//! database-guess.ts:3:58: warning: cannot determine the database from the text; assuming SQLite [AG1011]
//? choose it with --dialect, or add to the schema: datasource db { provider = "…" }
