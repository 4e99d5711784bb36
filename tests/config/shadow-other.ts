const plugins = [admin()];
function create() { const plugins = [twoFactor()]; return plugins; }
export const auth = betterAuth({ plugins });

//= use "better-auth"
//= use "better-auth/admin"
//= config {
//=   code      = camel
//=   relations = code
//= }
