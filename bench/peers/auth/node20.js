// The CLI requires Node 22 only for this function; Debian 12 has Node 20.
Object.groupBy ??= (items, keyOf) => {
    const groups = Object.create(null);
    for (const item of items) (groups[keyOf(item)] ??= []).push(item);
    return groups;
};
