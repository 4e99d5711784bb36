/** Runs as a generator of Prisma, on standard input and standard error. */
export {};
