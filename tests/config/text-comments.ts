// @ts-nocheck
/// <reference types="x" />
#!/usr/bin/env node
// @ts-expect-error it's
export const auth = betterAuth({ /* a ' */ plugins /* b */ : /* c */ [ // d
 twoFactor( /* e */ ) , /* f */ ], /* g */ })

//= use "better-auth"
//= use "better-auth/two-factor"
//= config {
//=   code      = camel
//=   relations = code
//= }
