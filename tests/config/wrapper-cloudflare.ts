import { betterAuth } from "better-auth";
import { withCloudflare } from "better-auth-cloudflare";
import { anonymous } from "better-auth/plugins";

export const auth = betterAuth(
  withCloudflare(
    {
      postgres: { db, options: { usePlural: true } },
      kv: env.KV,
      r2: { bucket: env.R2, additionalFields: { tag: { type: "string" } } },
    },
    { plugins: [anonymous()], user: { additionalFields: { plan: { type: "string" } } } },
  ),
);

//= use "better-auth"
//= use "better-auth/better-auth-cloudflare/cloudflare"
//= use "better-auth/better-auth-cloudflare/cloudflare/r2"
//= use "better-auth/anonymous"
//= datasource db {
//=   provider = "postgresql"
//= }
//= config {
//=   columns = snake
//=   tables  = snake_s
//=   convention = "better-auth/drizzle"
//=   code      = camel_s
//=   relations = code
//= }
//= extend model UserFile {
//=   tag String
//= }
//= extend model User {
//=   plan String
//= }
