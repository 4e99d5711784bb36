export default {
    dialect: 'sqlite',
    schema: './src/schema.ts',
    out: './migrations',
    dbCredentials: { url: 'file:app.db' },
};
