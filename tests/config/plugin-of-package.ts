import { creem } from "@creem_io/better-auth";
import { dodopayments, checkout } from "@dodopayments/better-auth";
import { polar } from "@polar-sh/better-auth";
import { autumn } from "autumn-js/better-auth";
import { cloudflare as place } from "better-auth-cloudflare";
import emailHarmony from "better-auth-harmony/email";
import { waitlist } from "better-auth-waitlist";
import { jwt } from "some-other-package";
import { unknown } from "better-auth/plugins";
import { convex } from "@convex-dev/better-auth/plugins";

export const auth = betterAuth({
  plugins: [
    autumn(),
    polar({ use: [] }),
    process.env.BILLING ? polar({ use: [] }) : autumn(),
    dodopayments({ use: [checkout()] }),
    creem({ persistSubscriptions: false, schema: { creem_subscription: { modelName: "plan" } } }),
    place({ geolocationTracking: true, r2: { additionalFields: { tag: { type: "string" } } } }),
    emailHarmony(),
    waitlist({ additionalFields: { reason: { type: "string", required: false } } }),
    jwt(),
    unknown(),
    convex({ authConfig }),
  ],
});

//= use "better-auth"
//= use "better-auth/@dodopayments/better-auth/dodopayments"
//= use "better-auth/@creem_io/better-auth/creem"
//= use "better-auth/@creem_io/better-auth/creem/no-subscriptions"
//= use "better-auth/better-auth-cloudflare/cloudflare"
//= use "better-auth/better-auth-cloudflare/cloudflare/r2"
//= use "better-auth/better-auth-harmony/emailHarmony"
//= use "better-auth/better-auth-waitlist/waitlist"
//= config {
//=   code      = camel
//=   relations = code
//= }
//= rename model CreemSubscription Plan
//= extend model CreemSubscription {
//=   @@map("plan")
//=   @@code("plan")
//= }
//= extend model UserFile {
//=   tag String
//= }
//= extend model Waitlist {
//=   reason String?
//= }
//! plugin-of-package.ts:22:5: warning: unknown plugin 'jwt' of "some-other-package" [AG1011]
//! plugin-of-package.ts:23:5: warning: unknown plugin 'unknown' of "better-auth" [AG1011]
//! plugin-of-package.ts:24:5: warning: Convex keeps the tables of Better Auth itself [AG1011]
//? assuming that it is not given
//? declare its tables in authgen/better-auth/some-other-package/jwt.auth; if it has none, write only: use "better-auth"
//? assuming that it is not given
//? declare its tables in authgen/better-auth/better-auth/unknown.auth; if it has none, write only: use "better-auth"
//? assuming that it is not given
//? no tables are generated for it
