// A plugin of the text adds to a table of another one's, wherever that stands;
// a number with a fraction is no default of an integer.
import { betterAuth } from "better-auth";
import { organization, twoFactor } from "better-auth/plugins";

const plans = () => ({
  id: "plans",
  schema: {
    organization: { fields: { plan: { type: "string", required: false } } },
    plan: { fields: { price: { type: "number", defaultValue: 9.5 } } },
  },
});

export const auth = betterAuth({ plugins: [plans(), organization(), twoFactor()] });
//= use "better-auth"
//= use "better-auth/organization"
//= use "better-auth/two-factor"
//= config {
//=   code      = camel
//=   relations = code
//= }
//= extend model Organization {
//=   plan String?
//= }
//= model Plan {
//=   id Id @id
//=   price Int
//= }
//! plugin-extends-plugin.ts:10:62: warning: the field becomes an integer column, so its fractional default is left out [AG1011]
