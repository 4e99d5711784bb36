import authgen = require('./vite.cjs');

export default authgen;
