export default {
    dialect: 'sqlite',
    schema: './src/db/auth-schema.ts',
    out: './migrations',
    dbCredentials: { url: 'file:app.db' },
};
