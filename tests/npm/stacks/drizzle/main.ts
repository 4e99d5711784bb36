import { createServer } from 'node:http';
import { toNodeHandler } from 'better-auth/node';
import { auth } from './src/auth.ts';

const server = createServer(toNodeHandler(auth)).listen(0, '127.0.0.1', () => {
    console.log(`http://127.0.0.1:${server.address().port}`);
});
