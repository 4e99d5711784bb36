const plugin = admin();
for (const plugin of more) { make(() => betterAuth({ plugins: [plugin] })) }

//= use "better-auth"
//= config {
//=   code      = camel
//=   relations = code
//= }
//! shadow-for.ts:2:22: warning: cannot determine from the text what this contains [AG1011]
