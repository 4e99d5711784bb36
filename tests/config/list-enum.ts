enum Role { Admin = "admin", User = "user" }
export const auth = betterAuth({ user: { additionalFields: { role: { type: "string", defaultValue: Role.User }, r2: { type: [Role.Admin, "x"] }, r3: { type: Object.values(Role) } } } });

//= use "better-auth"
//= config {
//=   code      = camel
//=   relations = code
//= }
//= extend model User {
//=   role String @default("user")
//=   r2 UserR2
//=   r3 UserR3
//= }
//= enum UserR2 {
//=   admin
//=   x
//= }
//= enum UserR3 {
//=   admin
//=   user
//= }
