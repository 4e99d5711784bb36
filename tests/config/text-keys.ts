export const auth = betterAuth({ ["plugins"]: [twoFactor()], [`user`]: { modelName: "people" }, [key]: {} });

//= use "better-auth"
//= config {
//=   code      = camel
//=   relations = code
//= }
//! text-keys.ts:1:104: warning: cannot determine from the text what this contains [AG1011]
