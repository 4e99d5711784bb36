import authgen from './index.cjs';

export const { generate, check, format, expand } = authgen;
