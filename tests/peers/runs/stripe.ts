// stripe with subscriptions.
import { betterAuth } from "better-auth";
import { drizzleAdapter } from "better-auth/adapters/drizzle";
import { stripe } from "@better-auth/stripe";
import Stripe from "stripe";
import { db } from "./db";
import * as schema from "./schema";

export const auth = betterAuth({
  database: drizzleAdapter(db, { provider: "sqlite", schema }),
  emailAndPassword: { enabled: true },
  plugins: [
    stripe({
      stripeClient: new Stripe("sk_test_1"),
      stripeWebhookSecret: "whsec_1",
      subscription: { enabled: true, plans: [{ name: "basic", priceId: "price_1" }] },
    }),
  ],
});
