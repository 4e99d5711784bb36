// Plugins that a switch chooses.
import { betterAuth } from "better-auth";
import { drizzleAdapter } from "better-auth/adapters/drizzle";
import { admin, twoFactor, username } from "better-auth/plugins";
import { db } from "./db";
import * as schema from "./schema";

function pluginsOf(kind: "secure" | "plain") {
  switch (kind) {
    case "secure":
      return [twoFactor()];
    default:
      return [admin()];
  }
}

export const auth = betterAuth({
  database: drizzleAdapter(db, { provider: "sqlite", schema }),
  emailAndPassword: { enabled: true },
  plugins: [username(), ...pluginsOf(process.env.TWO_FACTOR ? "secure" : "plain")],
});
