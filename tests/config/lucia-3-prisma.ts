import { PrismaAdapter } from "@lucia-auth/adapter-prisma";
export const lucia = new Lucia(new PrismaAdapter(client.session, client.user));

//= use "lucia@3"
