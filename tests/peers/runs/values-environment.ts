// Names that the environment may change, and an enum of TypeScript.
import { betterAuth } from "better-auth";
import { drizzleAdapter } from "better-auth/adapters/drizzle";
import { db } from "./db";
import * as schema from "./schema";

enum Table {
  Session = "login",
  Account = "identity",
}

const userTable = process.env.NEVER_SET ?? "customer";

export const auth = betterAuth({
  database: drizzleAdapter(db, { provider: "sqlite", schema }),
  emailAndPassword: { enabled: true, minPasswordLength: 4 + 4 },
  user: { modelName: userTable },
  session: { modelName: Table.Session },
  account: { modelName: Table.Account },
});
