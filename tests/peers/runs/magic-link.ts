// magicLink, which has no table of its own.
import { betterAuth } from "better-auth";
import { drizzleAdapter } from "better-auth/adapters/drizzle";
import { magicLink } from "better-auth/plugins";
import { sendEmail } from "./email";
import { db } from "./db";
import * as schema from "./schema";

export const auth = betterAuth({
  database: drizzleAdapter(db, { provider: "sqlite", schema }),
  plugins: [magicLink({ sendMagicLink: ({ email, token }) => sendEmail({ to: email, code: token }) })],
});
