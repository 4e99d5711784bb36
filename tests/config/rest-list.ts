const [table, ...others] = ["member", "visit", "entry"];
const [, ...plugins] = [jwt(), admin()];
export const auth = betterAuth({ plugins, user: { modelName: table }, session: { modelName: others[0] }, account: { modelName: others[1] } });

//= use "better-auth"
//= use "better-auth/admin"
//= config {
//=   code      = camel
//=   relations = code
//= }
//= rename model User Member
//= rename model Session Visit
//= rename model Account Entry
