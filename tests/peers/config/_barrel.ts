export * from "./_shared";
export { username as handle } from "better-auth/plugins";
export { default as sessionOptions } from "./_shared";
const hidden = { verification: { fields: { value: "token_value" } } };
export { hidden as verificationOptions };
