import { list } from "./_changed-imported";
list.push(admin());
export const auth = betterAuth({ plugins: list });

//= use "better-auth"
//! changed-imported.ts:3:43: warning: the list of plugins is computed at run time [AG1011]
