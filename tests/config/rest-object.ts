const all = { plugins: [jwt()], user: { modelName: "member" }, session: { modelName: "visit" } };
const { user, "session": stay, ...rest } = all;
function without({ modelName, ...others }: any) { return { modelName: "entry", ...others }; }
export const auth = betterAuth({ session: { modelName: "stay" }, ...rest, account: without({ modelName: "x", additionalFields: { a: { type: "string" } } }) });

//= use "better-auth"
//= use "better-auth/jwt"
//= config {
//=   code      = camel
//=   relations = code
//= }
//= rename model Session Stay
//= extend model Account {
//=   a String
//= }
//= rename model Account Entry
