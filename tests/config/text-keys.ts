export const auth = betterAuth({ ["plugins"]: [twoFactor()], [`user`]: { modelName: "people" }, [key]: {} });

//= use "better-auth"
//! text-keys.ts:1:104: warning: what this holds cannot be known from the text [AG1011]
