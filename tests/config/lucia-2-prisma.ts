import { prisma } from "@lucia-auth/adapter-prisma";
export const auth = lucia({ adapter: prisma(client, { user: "authUser", key: "authKey", session: "authSession" }) });

//= use "lucia@2/prisma"
//= rename model User AuthUser
//= rename model Key AuthKey
//= rename model Session AuthSession
//! lucia-2-prisma.ts:2:45: warning: cannot determine the database from the text; assuming SQLite [AG1011]
