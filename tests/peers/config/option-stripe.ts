import Stripe from "stripe";
import { betterAuth } from "better-auth";
import { organization } from "better-auth/plugins";
import { stripe } from "@better-auth/stripe";

const stripeClient = new Stripe(process.env.STRIPE_KEY!, { apiVersion: "2025-08-27.basil" });

export const auth = betterAuth({
  plugins: [
    organization(),
    stripe({
      stripeClient,
      stripeWebhookSecret: process.env.STRIPE_WEBHOOK!,
      organization: { enabled: true },
      subscription: { enabled: true, plans: async () => [{ name: "pro", priceId: "price_1" }] },
      schema: { subscription: { modelName: "membership" } },
    }),
  ],
});
