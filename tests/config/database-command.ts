// What `auth generate` makes otherwise for an adapter, `auth migrate` for none.
import { betterAuth } from "better-auth";
import { drizzleAdapter } from "better-auth/adapters/drizzle";
import { admin } from "better-auth/plugins";
import { stripe } from "@better-auth/stripe";
import { db } from "./db";

export const auth = betterAuth({
    database: drizzleAdapter(db, { provider: "mysql" }),
    plugins: [admin(), stripe({ subscription: { enabled: true } })],
});
//= use "better-auth"
//= use "better-auth/admin"
//= use "better-auth/stripe"
//= use "better-auth/stripe/subscription"
//= use "better-auth/stripe/subscription/generate"
//= datasource db {
//=   provider = "mysql"
//= }
//= config {
//=   columns = snake
//=   tables  = snake
//=   convention = "better-auth/drizzle"
//=   code      = camel
//=   relations = code
//= }
