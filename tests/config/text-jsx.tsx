export const auth = betterAuth({ emailVerification: { sendVerificationEmail: async ({ user, url }) => { await send({ react: <Verify user={user} url={`${url}'`}>Don't { "x" } <b>`</b></Verify>, to: <></> }) } }, plugins: [twoFactor()] });

//= use "better-auth"
//= use "better-auth/two-factor"
//= config {
//=   code      = camel
//=   relations = code
//= }
