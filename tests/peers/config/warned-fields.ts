import { betterAuth } from "better-auth";
import { role, required, table } from "~/fields";
//= { user: { additionalFields: { a: { type: "string" }, c: { type: "string" }, d: { type: "string" }, e: { type: ["x"] }, f: { type: "string" } } } }
//! 13: what this holds cannot be known from the text
//! 14: modelName is computed
//! 16: the type of 'a' cannot be known from the text; it becomes String
//! 17: what the field 'b' is cannot be known from the text
//! 18: whether 'c' is required is computed; it is taken for required
//! 19: a default is computed
//! 20: a value of an enum is computed
//! 21: whether 'unique' is set cannot be known from the text

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
