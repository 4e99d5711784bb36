export default defineServerAuth((ctx) => { if (ctx.x) return { plugins: [twoFactor()] }; return { plugins: [admin()] }; });

//= use "better-auth"
//= use "better-auth/two-factor"
//= use "better-auth/admin"
//= config {
//=   code      = camel
//=   relations = code
//= }
