import { betterAuth } from "better-auth";
import { role, required, table } from "~/fields";
//= { user: { additionalFields: { a: { type: "string" }, c: { type: "string" }, d: { type: "string" }, e: { type: ["x"] }, f: { type: "string" } } } }
//! 9: cannot find the module "~/fields" that this comes from
//! 12: cannot determine the type of 'a' from the text; assuming String
//! 15: a default is computed at run time
//! 17: cannot determine from the text whether 'unique' is set

export const auth = betterAuth({ ...table,
  user: { modelName: table,
    additionalFields: {
      a: { type: pick("string") },
      b: role,
      c: { type: "string", required },
      d: { type: "string", defaultValue: 1 + two },
      e: { type: ["x", role] },
      f: { type: "string", unique: process.env.U === "1" },
    },
  },
});
