export * from './auth'; // made by `npm run db:schema`
export * from './resources';
