class Base { table = "a"; user() { return { modelName: this.table } } }
class Names extends Base { table = "b" }
export const auth = betterAuth({ user: new Names().user() });

//= use "better-auth"
//= config {
//=   code      = camel
//=   relations = code
//= }
//! class-extends-method.ts:3:40: warning: cannot determine from the text what this contains [AG1011]
