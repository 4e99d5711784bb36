const ROLES = ["admin", "user"] as const;
const R = { A: "a", B: "b" } as const;
export const auth = betterAuth({ user: { additionalFields: { role: { type: [...ROLES], defaultValue: ROLES[0] }, r2: { type: [R.A, R.B], defaultValue: R.A }, r3: { type: ROLES as any } , r4: {type: Object.values(R)} } } });

//= use "better-auth"
//= extend model User {
//=   role UserRole @default(admin)
//=   r2 UserR2 @default(a)
//=   r3 UserR3
//=   r4 String
//= }
//= enum UserRole {
//=   admin
//=   user
//= }
//= enum UserR2 {
//=   a
//=   b
//= }
//= enum UserR3 {
//=   admin
//=   user
//= }
//! list-consts.ts:3:199: warning: cannot determine the type of 'r4' from the text; assuming String [AG1011]
