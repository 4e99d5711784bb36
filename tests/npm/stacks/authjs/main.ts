import { createServer } from 'node:http';
import { text } from 'node:stream/consumers';
import { handle } from './src/auth.ts';

const server = createServer(async (request, response) => {
    const { method, headers } = request;
    const body = method === 'POST' ? await text(request) : undefined;
    const answer = await handle(new Request(`http://${headers.host}${request.url}`, {
        method, body, headers: headers as Record<string, string>,
    }));
    response.writeHead(answer.status, [...answer.headers].flat()).end(await answer.text());
}).listen(0, '127.0.0.1', () => console.log(`http://127.0.0.1:${server.address().port}`));
