const quiet = { id: "quiet", init: (context) => ({ context: { x: 1 } }), schema: {} };
const more = { id: "more", init() { return { options: { plugins: [admin()] } } } };
const unknown = { id: "unknown", init, schema: { note: { fields: { text: { type: "string" } } } } };
export const auth = betterAuth({ plugins: [quiet, more, unknown] });

//= use "better-auth"
//= config {
//=   code      = camel
//=   relations = code
//= }
//= model Note {
//=   id Id @id
//=   text String
//= }
//! plugin-init.ts:2:32: warning: cannot determine from the text what this returns [AG1011]
//! plugin-init.ts:3:34: warning: cannot determine from the text what this returns [AG1011]
