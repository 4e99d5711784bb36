const plugin = admin();
for (const plugin of more) { make(() => betterAuth({ plugins: [plugin] })) }

//= use "better-auth"
//! shadow-for.ts:2:64: warning: which plugin this is cannot be known from the text [AG1011]
