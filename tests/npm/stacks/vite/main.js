// The development server of Vite, which answers with the modules as they are now.
import { createServer as listen } from 'node:http';
import { createServer } from 'vite';

const vite = await createServer({ server: { middlewareMode: true }, appType: 'custom' });
const server = listen(async (request, response) => {
    const { handle, tables } = await vite.ssrLoadModule('/src/auth.ts');
    if (request.url === '/tables') response.end(tables.join(' '));
    else handle(request, response);
}).listen(0, '127.0.0.1', () => console.log(`http://127.0.0.1:${server.address().port}`));
