export const auth = betterAuth({ user: { additionalFields: { x: { type: "string", defaultValue: "\ud83d\ude00\u{1f600}\x41\
b\ud800" } } } });

//= use "better-auth"
//= config {
//=   code      = camel
//=   relations = code
//= }
//= extend model User {
//=   x String @default("😀😀Ab�")
//= }
