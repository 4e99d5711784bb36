import authgen from 'authgen/vite';

export default { plugins: [authgen({ dialect: 'sqlite' })] };
