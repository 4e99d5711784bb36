// Many plugins at once, some of them without tables.
import { betterAuth } from "better-auth";
import { drizzleAdapter } from "better-auth/adapters/drizzle";
import { admin, bearer, multiSession, organization, twoFactor, username } from "better-auth/plugins";
import { db } from "./db";
import * as schema from "./schema";

export const auth = betterAuth({
  database: drizzleAdapter(db, { provider: "sqlite", schema, usePlural: true }),
  emailAndPassword: { enabled: true },
  plugins: [username(), admin(), bearer(), multiSession(), twoFactor(), organization()],
});
