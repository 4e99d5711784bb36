const own = { id: "own", schema: { log: { fields: { text: { type: "string" } } } } };
const plugins: BetterAuthPlugin[] = [];
plugins.push(own);
export const auth = betterAuth({ plugins });

//= use "better-auth"
//= config {
//=   code      = camel
//=   relations = code
//= }
//= model Log {
//=   id Id @id
//=   text String
//= }
