const options = { nested: { plugins: [jwt()] }, user: { modelName: "member" }, count: 1 };
const { nested: { plugins }, user } = options;
plugins.push(admin());
user.additionalFields = { a: { type: "string" } };
let count = options.count;
count++;
export const auth = betterAuth({ ...options, ...options.nested });

//= use "better-auth"
//= use "better-auth/jwt"
//= use "better-auth/admin"
//= config {
//=   code      = camel
//=   relations = code
//= }
//= extend model User {
//=   a String
//= }
//= rename model User Member
