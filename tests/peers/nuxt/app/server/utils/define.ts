/** As nuxt-better-auth has it. */
export const defineServerAuth = <T>(make: (context: { db: unknown }) => T) => make;
