enum Role { Admin = "admin", User = "user" }
export const auth = betterAuth({ user: { additionalFields: { role: { type: "string", defaultValue: Role.User }, r2: { type: [Role.Admin, "x"] }, r3: { type: Object.values(Role) } } } });

//= use "better-auth"
//= extend model User {
//=   role String @default("user")
//=   r2 UserR2
//=   r3 String
//= }
//= enum UserR2 {
//=   admin
//=   x
//= }
//! list-enum.ts:2:158: warning: cannot determine the type of 'r3' from the text; assuming String [AG1011]
