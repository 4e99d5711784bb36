const plugins = [admin()];
function create() { const plugins = [twoFactor()]; return betterAuth({ plugins }); }

//= use "better-auth"
//= use "better-auth/two-factor"
//= config {
//=   code      = camel
//=   relations = code
//= }
