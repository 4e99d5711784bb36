function getPlugins() { const list = [admin()]; list.push(twoFactor()); return list; }
export const auth = betterAuth({ plugins: getPlugins() });

//= use "better-auth"
//! returns-pushed.ts:2:43: warning: the list of plugins is computed at run time [AG1011]
