// Chromium without a window, driven through its own protocol.

import { spawn, spawnSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';

const names = ['chromium', 'chromium-browser', 'google-chrome'];

/** Starts a browser with its files in `dir`; null if none is installed. */
export async function openBrowser(dir) {
    const program = names.find((name) => spawnSync(name, ['--version']).status === 0);
    if (!program) return null;
    const child = spawn(program, [
        '--headless', '--no-sandbox', '--disable-gpu', '--hide-scrollbars', '--remote-debugging-pipe',
        `--user-data-dir=${join(dir, 'browser')}`, 'about:blank',
    ], { stdio: ['ignore', 'ignore', 'ignore', 'pipe', 'pipe'] });
    const [, , , input, output] = child.stdio;
    const waiting = new Map();
    const events = [];
    let rest = '';
    let number = 0;
    output.setEncoding('utf8').on('data', (chunk) => {
        const texts = (rest + chunk).split('\0');
        rest = texts.pop();
        for (const { id, result, error, method, params } of texts.map((text) => JSON.parse(text))) {
            if (method) events.push({ method, params });
            const { resolve, reject } = waiting.get(id) ?? {};
            if (error) reject?.(new Error(error.message));
            else resolve?.(result);
        }
    });
    let session;
    const send = (method, params = {}) => new Promise((resolve, reject) => {
        waiting.set(++number, { resolve, reject });
        input.write(`${JSON.stringify({ id: number, method, params, sessionId: session })}\0`);
    });
    const { targetId } = await send('Target.createTarget', { url: 'about:blank' });
    session = (await send('Target.attachToTarget', { targetId, flatten: true })).sessionId;
    await send('Page.enable');
    await send('Runtime.enable');

    const browser = {
        /** Mistakes of scripts so far. */
        mistakes: () => events.filter(({ method }) => method === 'Runtime.exceptionThrown')
            .map(({ params }) => params.exceptionDetails.exception?.description),
        evaluate: async (expression) => {
            const { result, exceptionDetails } = await send('Runtime.evaluate',
                { expression, returnByValue: true, awaitPromise: true });
            if (exceptionDetails) throw new Error(exceptionDetails.exception.description);
            return result.value;
        },
        /** Waits until an expression has a true value, and returns it. */
        until: async (expression) => {
            for (const last = Date.now() + 60_000; Date.now() < last;) {
                const value = await browser.evaluate(expression);
                if (value) return value;
                await new Promise((resolve) => { setTimeout(resolve, 20); });
            }
            throw new Error(`never true: ${expression}`);
        },
        open: async (url) => {
            await send('Page.navigate', { url });
            await browser.until(`location.href === ${JSON.stringify(url)} && document.readyState === 'complete'`);
        },
        look: async ({ width, height, scheme }) => {
            await send('Emulation.setDeviceMetricsOverride', { width, height, deviceScaleFactor: 1, mobile: width < 500 });
            await send('Emulation.setEmulatedMedia', { features: [{ name: 'prefers-color-scheme', value: scheme }] });
        },
        type: (text) => send('Input.insertText', { text }),
        press: async (key) => {
            const code = { Enter: 13, Escape: 27, ArrowDown: 40, ArrowUp: 38, Tab: 9, '/': 191 }[key];
            const text = key === '/' ? '/' : key === 'Enter' ? '\r' : undefined;
            const press = { key, code: key === '/' ? 'Slash' : key, windowsVirtualKeyCode: code };
            await send('Input.dispatchKeyEvent', { type: text ? 'keyDown' : 'rawKeyDown', ...press, text });
            await send('Input.dispatchKeyEvent', { type: 'keyUp', ...press });
        },
        screenshot: async (file) => {
            const { data } = await send('Page.captureScreenshot', { format: 'png' });
            writeFileSync(file, data, 'base64');
        },
        close: async () => {
            const ended = new Promise((resolve) => { child.on('close', resolve); });
            child.kill();
            await ended;
        },
    };
    return browser;
}
