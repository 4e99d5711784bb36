/** A module as this version of Better Auth and its plugins see it. */
export const load = (name) => import(name);
