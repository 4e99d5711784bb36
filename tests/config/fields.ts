export const auth = betterAuth({ user: { additionalFields: { a: { type: "string", ...extra }, ...more, [key]: { type: "date" }, b: { type: "number", bigint: true, required: false, unique: true, fieldName: "bb", index: true, defaultValue: 1_000n, references: { model: "user", field: "id", onDelete: "set null" } }, c: text(), d: { type: "number[]" }, "e-f": { type: ["a b", 'c'], defaultValue: "a b" }, g: { type: "date", defaultValue: () => new Date(), onUpdate: () => new Date() }, h: { type: "json", defaultValue: { a: [1, null] } } } } });

//= use "better-auth"
//= config {
//=   code      = camel
//=   relations = code
//= }
//= rename field User.b bb
//= extend model User {
//=   a String
//=   b Id? @default(1000) @unique @references(User.id, onDelete: SetNull, back: bUsers)
//=   d Int[]
//=   eF UserEF @default(value1) @map("e-f")
//=   g DateTime @default(now()) @updatedAt
//=   h Json @default("{\"a\":[1,null]}")
//= }
//= enum UserEF {
//=   value1 @map("a b")
//=   c
//= }
//! fields.ts:1:86: warning: cannot determine from the text what this contains [AG1011]
//! fields.ts:1:98: warning: cannot determine additionalFields from the text [AG1011]
//! fields.ts:1:111: warning: a name in additionalFields is computed at run time [AG1011]
//! fields.ts:1:318: warning: cannot determine the field 'c' from the text [AG1011]
