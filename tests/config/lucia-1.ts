import lucia from "lucia-auth"; import prisma from "@lucia-auth/adapter-prisma";
export const auth = lucia({ adapter: prisma(client), env: "DEV" });

//= use "lucia@1"
