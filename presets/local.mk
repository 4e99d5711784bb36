# The built-in presets; base/embedded.c is generated from them.
#
# The first line of a preset is a comment, its title in `authgen presets`. A preset
# uses the core of its library, then extends and declares; its `config` applies to
# the library only. A preset that is only a part of others is called .../core,
# .../config or .../tables. A different version of a library is a separate folder,
# LIBRARY@VERSION/, with only the files that differ from those of the next newer
# version. A file with only a comment says why the version has no such preset. A
# length that only one database needs is written like @mysql.VarChar(255).
#
# NAME/generate and NAME/migrate are what the library's own command makes otherwise
# of NAME than convention/LIBRARY/… says: a configuration uses the one for its
# adapter (gen/import/better_auth.c). tests/peers/adopt.test.js compares them.
#
# A plugin of another package is LIBRARY/PACKAGE/FUNCTION; if it has no tables, it
# only uses the library. For releases of the package up to 1.5 it is
# LIBRARY/PACKAGE@1.5/FUNCTION. gen/import/libraries.def has the options of plugins,
# tests/peers/plugins.test.js compares the tables with the package. LIBRARY/PACKAGE.js
# is what a configuration reads in place of a package that wraps its options.
presets = \
  presets/auth.js.auth \
  presets/auth.js/neon.auth \
  presets/auth.js/pg.auth \
  presets/auth.js/provider-columns.auth \
  presets/auth.js/webauthn.auth \
  presets/better-auth.auth \
  presets/better-auth/@better-auth-kit/app-invite/appInvite.auth \
  presets/better-auth/@convex-dev/better-auth/convex.auth \
  presets/better-auth/@convex-dev/better-auth/crossDomain.auth \
  presets/better-auth/@creem_io/better-auth/creem.auth \
  presets/better-auth/@creem_io/better-auth/creem/no-subscriptions.auth \
  presets/better-auth/@creem_io/better-auth@0.0/creem.auth \
  presets/better-auth/@daveyplate/better-auth-tauri/tauri.auth \
  presets/better-auth/@dodopayments/better-auth/dodopayments.auth \
  presets/better-auth/@dodopayments/better-auth@1.5/dodopayments.auth \
  presets/better-auth/@dub/better-auth/dubAnalytics.auth \
  presets/better-auth/@polar-sh/better-auth/polar.auth \
  presets/better-auth/admin.auth \
  presets/better-auth/anonymous.auth \
  presets/better-auth/api-key.auth \
  presets/better-auth/autumn-js/autumn.auth \
  presets/better-auth/better-auth-capacitor/capacitor.auth \
  presets/better-auth/better-auth-cloudflare.js \
  presets/better-auth/better-auth-cloudflare/cloudflare.auth \
  presets/better-auth/better-auth-cloudflare/cloudflare/no-geolocation.auth \
  presets/better-auth/better-auth-cloudflare/cloudflare/r2.auth \
  presets/better-auth/better-auth-credentials-plugin/credentials.auth \
  presets/better-auth/better-auth-harmony/emailHarmony.auth \
  presets/better-auth/better-auth-harmony/phoneHarmony.auth \
  presets/better-auth/better-auth-invite/invite.auth \
  presets/better-auth/better-auth-localization/localization.auth \
  presets/better-auth/better-auth-razorpay/razorpay.auth \
  presets/better-auth/better-auth-razorpay/razorpay/organization.auth \
  presets/better-auth/better-auth-razorpay/razorpay/subscription.auth \
  presets/better-auth/better-auth-telegram/telegram.auth \
  presets/better-auth/better-auth-waitlist/waitlist.auth \
  presets/better-auth/config.auth \
  presets/better-auth/core.auth \
  presets/better-auth/device-authorization.auth \
  presets/better-auth/jwt.auth \
  presets/better-auth/last-login-method.auth \
  presets/better-auth/mcp.auth \
  presets/better-auth/mcp/generate.auth \
  presets/better-auth/mcp/migrate.auth \
  presets/better-auth/oauth-provider.auth \
  presets/better-auth/oauth-provider/device-authorization.auth \
  presets/better-auth/oauth-provider/generate.auth \
  presets/better-auth/oauth-provider/migrate.auth \
  presets/better-auth/oauth-provider/sqlserver.auth \
  presets/better-auth/oauth-provider/tables.auth \
  presets/better-auth/oidc-provider.auth \
  presets/better-auth/organization.auth \
  presets/better-auth/organization/dynamic-access-control.auth \
  presets/better-auth/organization/teams.auth \
  presets/better-auth/passkey.auth \
  presets/better-auth/phone-number.auth \
  presets/better-auth/rate-limit.auth \
  presets/better-auth/scim.auth \
  presets/better-auth/scim/generate.auth \
  presets/better-auth/scim/managed-connections.auth \
  presets/better-auth/scim/managed-connections/tables.auth \
  presets/better-auth/scim/migrate.auth \
  presets/better-auth/scim/provider-ownership.auth \
  presets/better-auth/scim/sqlserver.auth \
  presets/better-auth/scim/tables.auth \
  presets/better-auth/secondary-storage.auth \
  presets/better-auth/secondary-storage/sessions.auth \
  presets/better-auth/secondary-storage/verifications.auth \
  presets/better-auth/siwe.auth \
  presets/better-auth/sso.auth \
  presets/better-auth/sso/domain-verification.auth \
  presets/better-auth/stripe.auth \
  presets/better-auth/stripe/organization.auth \
  presets/better-auth/stripe/subscription.auth \
  presets/better-auth/stripe/subscription/generate.auth \
  presets/better-auth/stripe/subscription/migrate.auth \
  presets/better-auth/two-factor.auth \
  presets/better-auth/username.auth \
  presets/better-auth/username/no-display-username.auth \
  presets/better-auth/validation-better-auth/validator.auth \
  presets/better-auth@1.2.auth \
  presets/better-auth@1.2/core.auth \
  presets/better-auth@1.2/device-authorization.auth \
  presets/better-auth@1.2/last-login-method.auth \
  presets/better-auth@1.2/oidc-provider.auth \
  presets/better-auth@1.2/oidc-provider/generate.auth \
  presets/better-auth@1.2/oidc-provider/migrate.auth \
  presets/better-auth@1.2/oidc-provider/sqlserver.auth \
  presets/better-auth@1.2/organization/dynamic-access-control.auth \
  presets/better-auth@1.2/organization/teams.auth \
  presets/better-auth@1.2/siwe.auth \
  presets/better-auth@1.2/stripe/subscription.auth \
  presets/better-auth@1.3.auth \
  presets/better-auth@1.3/anonymous.auth \
  presets/better-auth@1.3/api-key.auth \
  presets/better-auth@1.3/core.auth \
  presets/better-auth@1.3/core/generate.auth \
  presets/better-auth@1.3/core/migrate.auth \
  presets/better-auth@1.3/jwt.auth \
  presets/better-auth@1.3/oauth-provider.auth \
  presets/better-auth@1.3/oauth-provider/sqlserver.auth \
  presets/better-auth@1.3/oidc-provider.auth \
  presets/better-auth@1.3/oidc-provider/generate.auth \
  presets/better-auth@1.3/organization.auth \
  presets/better-auth@1.3/organization/dynamic-access-control.auth \
  presets/better-auth@1.3/organization/generate.auth \
  presets/better-auth@1.3/organization/migrate.auth \
  presets/better-auth@1.3/organization/teams.auth \
  presets/better-auth@1.3/organization/teams/generate.auth \
  presets/better-auth@1.3/organization/teams/migrate.auth \
  presets/better-auth@1.3/passkey.auth \
  presets/better-auth@1.3/rate-limit.auth \
  presets/better-auth@1.3/rate-limit/generate.auth \
  presets/better-auth@1.3/scim.auth \
  presets/better-auth@1.3/siwe.auth \
  presets/better-auth@1.3/sso/domain-verification.auth \
  presets/better-auth@1.3/stripe/organization.auth \
  presets/better-auth@1.3/stripe/subscription.auth \
  presets/better-auth@1.3/two-factor.auth \
  presets/better-auth@1.4.auth \
  presets/better-auth@1.4/api-key.auth \
  presets/better-auth@1.4/oauth-provider/tables.auth \
  presets/better-auth@1.4/scim/provider-ownership.auth \
  presets/better-auth@1.4/secondary-storage.auth \
  presets/better-auth@1.4/secondary-storage/sessions.auth \
  presets/better-auth@1.4/stripe/subscription.auth \
  presets/better-auth@1.5.auth \
  presets/better-auth@1.5/oauth-provider/generate.auth \
  presets/better-auth@1.5/oauth-provider/tables.auth \
  presets/better-auth@1.5/oidc-provider/generate.auth \
  presets/better-auth@1.5/organization/generate.auth \
  presets/better-auth@1.5/organization/migrate.auth \
  presets/better-auth@1.5/siwe/generate.auth \
  presets/better-auth@1.5/sso/generate.auth \
  presets/better-auth@1.5/stripe/subscription/generate.auth \
  presets/better-auth@1.5/two-factor.auth \
  presets/better-auth@1.6.auth \
  presets/better-auth@1.6/device-authorization.auth \
  presets/better-auth@1.6/jwt.auth \
  presets/better-auth@1.6/mcp.auth \
  presets/better-auth@1.6/mcp/generate.auth \
  presets/better-auth@1.6/mcp/migrate.auth \
  presets/better-auth@1.6/oauth-provider/device-authorization.auth \
  presets/better-auth@1.6/oauth-provider/migrate.auth \
  presets/better-auth@1.6/oauth-provider/tables.auth \
  presets/better-auth@1.6/oidc-provider.auth \
  presets/better-auth@1.6/oidc-provider/generate.auth \
  presets/better-auth@1.6/oidc-provider/migrate.auth \
  presets/better-auth@1.6/oidc-provider/sqlserver.auth \
  presets/better-auth@1.6/organization/teams.auth \
  presets/better-auth@1.6/scim.auth \
  presets/better-auth@1.6/scim/generate.auth \
  presets/better-auth@1.6/scim/managed-connections.auth \
  presets/better-auth@1.6/scim/migrate.auth \
  presets/better-auth@1.6/scim/provider-ownership.auth \
  presets/better-auth@1.6/scim/sqlserver.auth \
  presets/better-auth@1.6/username/no-display-username.auth \
  presets/better-auth@1.7.2.auth \
  presets/better-auth@1.7.auth \
  presets/convention/auth.js/drizzle.auth \
  presets/convention/auth.js/drizzle@1.auth \
  presets/convention/better-auth/drizzle.auth \
  presets/convention/better-auth/drizzle@1.auth \
  presets/convention/better-auth/kysely.auth \
  presets/convention/better-auth/prisma.auth \
  presets/convention/better-auth@1.3/drizzle.auth \
  presets/convention/better-auth@1.3/drizzle@1.auth \
  presets/convention/better-auth@1.3/kysely.auth \
  presets/convention/better-auth@1.3/prisma.auth \
  presets/convention/drizzle.auth \
  presets/convention/drizzle@1.auth \
  presets/convention/lucia/drizzle.auth \
  presets/convention/lucia/drizzle@1.auth \
  presets/convention/prisma.auth \
  presets/lucia@1.auth \
  presets/lucia@2.auth \
  presets/lucia@2/prisma.auth \
  presets/lucia@2/sql.auth \
  presets/lucia@3.auth \
  presets/lucia@3/oauth.auth \
  presets/lucia@3/password.auth \
  presets/lucia@3/sqlite.auth \
  presets/next-auth@3.auth \
  presets/next-auth@3/sql.auth \
  presets/next-auth@4.auth \
  presets/next-auth@4/provider-columns.auth \
  presets/next-auth@4/typeorm.auth
EXTRA_DIST += $(presets)
