const id = <T,>(x: T) => x; const id2 = <T extends Foo>(x: T) => x;
export const auth = betterAuth<Options>({ plugins: [twoFactor()] });

//= use "better-auth"
//= use "better-auth/two-factor"
//= config {
//=   code      = camel
//=   relations = code
//= }
