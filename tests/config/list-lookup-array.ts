const lists = [[admin()], [twoFactor()]], more = [...extra, [admin()]];
export const auth = betterAuth({ plugins: [...lists[1], ...more[1]] });

//= use "better-auth"
//= use "better-auth/two-factor"
//= config {
//=   code      = camel
//=   relations = code
//= }
//! list-lookup-array.ts:1:54: warning: cannot determine from the text what this contains [AG1011]
