/** A module as this version of Better Auth and the plugins of others see it. */
export const load = (name) => import(name);
