import { betterAuth } from "better-auth";
import { drizzleAdapter } from "better-auth/adapters/drizzle";
import { drizzle } from "drizzle-orm/d1";
import { organization } from "better-auth/plugins";
//= { database: drizzleAdapter(db, { provider: "sqlite" }), plugins: [organization()] }

export const createAuth = (env: Env) =>
  betterAuth({
    database: drizzleAdapter(drizzle(env.DB), { provider: "sqlite" }),
    plugins: [organization()],
    trustedOrigins: [env.ORIGIN],
  });
