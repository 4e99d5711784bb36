const plugin = admin();
for (const plugin of more) { make(() => betterAuth({ plugins: [plugin] })) }

//= use "better-auth"
//! shadow-for.ts:2:64: warning: cannot determine the plugin from the text [AG1011]
