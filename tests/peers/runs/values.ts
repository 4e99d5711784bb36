// Names that are put together.
import { betterAuth } from "better-auth";
import { drizzleAdapter } from "better-auth/adapters/drizzle";
import { db } from "./db";
import * as schema from "./schema";

const names = { prefix: "app", session: "app_session" } as const;

export const auth = betterAuth({
  database: drizzleAdapter(db, { provider: "sqlite", schema }),
  emailAndPassword: { enabled: true },
  user: { modelName: `${names.prefix}_user` },
  session: { modelName: names.session, expiresIn: 60 * 60 * 24 * 7 },
  account: { modelName: names.prefix + "Account" },
});
