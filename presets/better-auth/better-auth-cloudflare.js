// What better-auth-cloudflare makes of the options of betterAuth(). Source: its 0.3.
//
// Configurations that import the package are read as if this were its code. What
// it does not export is of the package itself.

import { drizzleAdapter } from "better-auth/adapters/drizzle";
import { cloudflare as place } from "better-auth-cloudflare";

export function withCloudflare(cf, options) {
  return {
    ...options,
    plugins: [place(cf), ...(options.plugins ?? [])],
    database: cf.postgres
      ? drizzleAdapter(cf.postgres.db, { provider: "pg", ...cf.postgres.options })
      : cf.mysql
        ? drizzleAdapter(cf.mysql.db, { provider: "mysql", ...cf.mysql.options })
        : cf.d1
          ? drizzleAdapter(cf.d1.db, { provider: "sqlite", ...cf.d1.options })
          : { type: "sqlite", dialect: cf.d1Native },
    secondaryStorage: cf.kv ? createKVStorage(cf.kv) : undefined,
    session: {
      ...options.session,
      ...((cf.geolocationTracking ?? true) ? { storeSessionInDatabase: true } : {}),
    },
  };
}
