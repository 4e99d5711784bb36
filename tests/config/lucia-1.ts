import lucia from "lucia-auth"; import prisma from "@lucia-auth/adapter-prisma";
export const auth = lucia({ adapter: prisma(client), env: "DEV" });

//= use "lucia@1"
//! lucia-1.ts:2:45: warning: cannot determine the database from the text; assuming SQLite [AG1011]
