import { openAPI, haveIBeenPwned, lastLoginMethod } from "better-auth/plugins";
export const auth = betterAuth({
  plugins: [
    ...(process.env.NODE_ENV === "development" ? [openAPI(), bearer()] : []),
    isProd && haveIBeenPwned(),
    !isProd && a.b(c) > 1 ? multiSession() : null,
    isProd ? (isEdge ? bearer() : undefined) : false,
    isProd && lastLoginMethod({ storeInDatabase: true }),
    isProd ? bearer() : jwt(),
    isProd && bearer() || jwt(),
    isProd && bearer(),
  ],
});

//= use "better-auth"
//= use "better-auth/last-login-method"
//= use "better-auth/jwt"
//= config {
//=   code      = camel
//=   relations = code
//= }
