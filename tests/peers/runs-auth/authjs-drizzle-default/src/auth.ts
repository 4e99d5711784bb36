import GitHub from "@auth/core/providers/github";
import { DrizzleAdapter } from "@auth/drizzle-adapter";
import type { NextAuthConfig } from "next-auth";
import { db } from "./db";

export default {
  adapter: DrizzleAdapter(db),
  providers: [GitHub],
} satisfies NextAuthConfig;
