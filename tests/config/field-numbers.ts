const most = 5;
export const auth = betterAuth({ user: { additionalFields: {
  a: { type: "number", defaultValue: Number("3") },
  b: { type: "number", defaultValue: -most },
  c: { type: "string", defaultValue: String(most) },
} } });

//= use "better-auth"
//= config {
//=   code      = camel
//=   relations = code
//= }
//= extend model User {
//=   a Int @default(3)
//=   b Int @default(-5)
//=   c String @default("5")
//= }
