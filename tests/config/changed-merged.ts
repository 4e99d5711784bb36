const options: any = { user: {} };
Object.assign(options.user, { modelName: "member" });
Object.assign(options, { plugins: [jwt()] });
export const auth = betterAuth(options);

//= use "better-auth"
//= use "better-auth/jwt"
//= config {
//=   code      = camel
//=   relations = code
//= }
//= rename model User Member
