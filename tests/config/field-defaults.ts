export const auth = betterAuth({ user: { additionalFields: {
  a: { type: "string", defaultValue: { not: "a text" } },
  b: { type: "string[]", defaultValue: ["x", 'y'] },
  c: { type: "string[]", defaultValue: [["x"]] },
  d: { type: "string", defaultValue: "a\0b" },
  e: { type: "number", defaultValue: 0x1f },
  f: { type: "number", defaultValue: 1e3 },
  g: { type: "number", defaultValue: -1_000.50 },
} } });

//= use "better-auth"
//= config {
//=   code      = camel
//=   relations = code
//= }
//= extend model User {
//=   a String
//=   b String[] @default(["x","y"])
//=   c String[]
//=   d String @default("a�b")
//=   e Int @default(31)
//=   f Int
//=   g Int
//= }
//! field-defaults.ts:2:38: warning: a default is computed at run time [AG1011]
//! field-defaults.ts:4:40: warning: a default is computed at run time [AG1011]
//! field-defaults.ts:7:38: warning: a default is computed at run time [AG1011]
//! field-defaults.ts:8:38: warning: the field becomes an integer column, so its fractional default is left out [AG1011]
