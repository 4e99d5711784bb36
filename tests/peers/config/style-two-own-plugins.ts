import { betterAuth } from "better-auth";

const a = { id: "a", schema: { thing: { fields: { one: { type: "string" } } } } };
const b = { id: "b", schema: { thing: { fields: { two: { type: "number", required: false } } } } };

export const auth = betterAuth({ plugins: [a, b] });
