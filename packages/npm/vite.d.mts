import authgen = require('./vite.cjs');

export default authgen;
export type Options = authgen.Options;
export type Plugin = authgen.Plugin;
