import { betterAuth } from "better-auth";
import { role, required, table } from "~/fields";
//= { user: { additionalFields: { a: { type: "string" }, c: { type: "string" }, d: { type: "string" }, e: { type: ["x"] }, f: { type: "string" } } } }
//! 13: cannot determine from the text what this contains
//! 14: modelName is computed at run time
//! 16: cannot determine the type of 'a' from the text; assuming String
//! 17: cannot determine the field 'b' from the text
//! 18: whether 'c' is required is computed at run time; assuming that it is
//! 19: a default is computed at run time
//! 20: a value of an enum is computed at run time
//! 21: cannot determine from the text whether 'unique' is set

export const auth = betterAuth({ ...table,
  user: { modelName: table,
    additionalFields: {
      a: { type: pick("string") },
      b: role,
      c: { type: "string", required },
      d: { type: "string", defaultValue: 1 + 2 },
      e: { type: ["x", role] },
      f: { type: "string", unique: process.env.U === "1" },
    },
  },
});
