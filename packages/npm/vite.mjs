import authgen from './vite.cjs';

export default authgen;
