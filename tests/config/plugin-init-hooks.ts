const audit = { id: "audit", init() { return { options: { databaseHooks: { user: {} }, trustedOrigins: [] } }; } };
const more = { id: "more", init: () => ({ options: { user: { additionalFields: {} } } }) };
const spread = { id: "spread", init: () => ({ options: { ...given } }) };
export const auth = betterAuth({ plugins: [audit, more, spread] });

//= use "better-auth"
//= config {
//=   code      = camel
//=   relations = code
//= }
//! plugin-init-hooks.ts:2:34: warning: cannot determine from the text what this returns [AG1011]
//! plugin-init-hooks.ts:3:38: warning: cannot determine from the text what this returns [AG1011]
