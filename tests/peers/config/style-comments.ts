// { plugins: [admin()] }
/* betterAuth({ plugins: [jwt()] }) */
import { betterAuth } from "better-auth";
import { anonymous /* not admin */, bearer } from "better-auth/plugins";

/**
 * Don't `use` "this": {
 */
export const auth = betterAuth({
  // plugins: [admin()],
  plugins: [
    // an apostrophe's here
    anonymous(/* { emailDomainName: "x" } */),
    /* jwt(), */ bearer(), // and a ` here
  ],
  user: {
    /* modelName: "people", */ modelName: "members", // not "persons"
  },
  emailAndPassword: { enabled: true /* , */ },
});
