// On Node 20, which lacks it, the reader of Prisma schemas asks for it.
Object.groupBy ??= (items, key) => {
    const groups = Object.create(null);
    let i = 0;
    for (const item of items) (groups[key(item, i++)] ??= []).push(item);
    return groups;
};

/** A module of the command line of a release of Better Auth. */
export const load = (name) => import(name);
