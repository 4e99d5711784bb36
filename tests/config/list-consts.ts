const ROLES = ["admin", "user"] as const;
const R = { A: "a", B: "b" } as const;
export const auth = betterAuth({ user: { additionalFields: { role: { type: [...ROLES], defaultValue: ROLES[0] }, r2: { type: [R.A, R.B], defaultValue: R.A }, r3: { type: ROLES as any } , r4: {type: Object.values(R)} } } });

//= use "better-auth"
//= config {
//=   code      = camel
//=   relations = code
//= }
//= extend model User {
//=   role UserRole @default(admin)
//=   r2 UserR2 @default(a)
//=   r3 UserR3
//=   r4 UserR4
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
//= enum UserR4 {
//=   a
//=   b
//= }
