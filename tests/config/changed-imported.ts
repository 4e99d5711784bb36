import { list } from "./_changed-imported";
list.push(admin());
export const auth = betterAuth({ plugins: list });

//= use "better-auth"
//= use "better-auth/two-factor"
//= config {
//=   code      = camel
//=   relations = code
//= }
