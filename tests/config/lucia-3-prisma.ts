import { PrismaPg } from "@prisma/adapter-pg";
import { PrismaAdapter } from "@lucia-auth/adapter-prisma";
const client = new PrismaClient({ adapter: new PrismaPg({}) });
export const lucia = new Lucia(new PrismaAdapter(client.authSession, client.authUser));

//= use "lucia@3"
//= datasource db {
//=   provider = "postgresql"
//= }
//= config {
//=   code      = camel
//=   relations = code
//= }
//= rename model Session AuthSession
//= rename model User AuthUser
