import { convexAdapter } from "@convex-dev/better-auth";
export const auth = betterAuth({ database: convexAdapter(ctx, convex) });

//= use "better-auth"
//= config {
//=   code      = camel
//=   relations = code
//= }
//! database-convex.ts:2:44: warning: unsupported database 'convex' [AG1011]
