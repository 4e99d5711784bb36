// `authgen lsp`, driven by the library that VS Code has for clients and by
// Neovim's own: all features on a schema of 1,000 models; texts after random
// edits; several files; and clients that send what is no message.

import { spawn } from 'node:child_process';
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Client, TextDocument, uriOf } from './lsp/client.js';
import { run } from './process.js';

const top = fileURLToPath(new URL('../..', import.meta.url));

/** Collects what is not as it should be. */
class Wrong extends Array {
    equal(what, is, should) {
        const [a, b] = [is, should].map((value) => JSON.stringify(value) ?? '');
        if (a === b) return;
        const at = [...a].findIndex((c, i) => c !== b[i]);
        const show = (text) => text.slice(Math.max(0, at - 60), Math.max(0, at) + 200);
        this.push(`${what}: ${show(a)}, not ${show(b)}`);
    }

    true(what, is) {
        if (!is) this.push(what);
    }
}

const codes = (diagnostics) => diagnostics.map(({ code }) => code);
const apply = (document, changes) => TextDocument.applyEdits(document, changes[document.uri] ?? []);

/** The text that a range of a document has. */
const textOf = (document, range) => document.getText(range);

/** A client's session, whose end is part of what is tested. */
async function session(context, options, body) {
    const wrong = new Wrong();
    const client = await Client.start([context.authgen, 'lsp', '--stdio'], options);
    try {
        await body(client, wrong);
        wrong.equal('exit status', await client.stop(), 0);
        wrong.equal('standard error', client.stderr, '');
    } finally {
        client.child.kill('SIGKILL');
    }
    return wrong;
}

async function largeFile() {
    const { stdout } = await run([join(top, 'bench/models'), '1000']);
    return stdout;
}

// Each takes { authgen, client, document, wrong } of an open file of 1,000 models without
// mistakes, and leaves it as it was.
const features = {
    async 'diagnostics while typing'({ client, document, wrong }) {
        wrong.equal('at first', client.diagnostics(document), []);
        const at = document.getText().indexOf('String?', document.offsetAt({ line: 9000, character: 0 }));
        const [found, ...more] = await client.splice(document, at, 6, 'Strang');
        wrong.equal('one mistake', [found?.code, found?.severity, found?.source, more], ['AG2002', 1, 'authgen', []]);
        wrong.equal('its place', found && textOf(document, found.range), 'Strang');
        wrong.true(`what was meant: ${found?.message}`, /'Strang'.*did you mean 'String'/s.test(found?.message));
        wrong.equal('after mending it', await client.splice(document, at, 6, 'String'), []);
        const twice = '\nmodel Customer00500 {\n  id Int @id\n}\n';
        const end = document.getText().length;
        const dup = (await client.splice(document, end, 0, twice)).find(({ code }) => code === 'AG2001');
        const [first] = dup?.relatedInformation ?? [];
        wrong.equal('the other place', first && textOf(document, first.location.range), 'Customer00500');
        wrong.equal('without it', await client.splice(document, end, twice.length, ''), []);
    },

    async completion({ client, document, wrong }) {
        const line = '  x ';
        const at = document.getText().indexOf('  id   ', 500000);
        const labels = async (text) => {
            await client.splice(document, at, 0, `${text}\n`, false);
            const items = await client.at('completion', document, at + text.length);
            const list = (items.items ?? items).map(({ label }) => label);
            const ranges = new Set((items.items ?? items).map(({ textEdit }) => textOf(document, textEdit.range)));
            await client.splice(document, at, text.length + 1, '', false);
            return { list, ranges: [...ranges] };
        };
        const types = await labels(`${line}Cust`);
        wrong.true('models and scalars are types', ['Customer01000', 'String', 'Id'].every((t) => types.list.includes(t)));
        wrong.equal('what is replaced', types.ranges, ['Cust']);
        const attributes = await labels(`${line}String @`);
        wrong.true(`attributes: ${attributes.list}`, ['@id', '@unique', '@default', '@map'].every((a) => attributes.list.includes(a)));
        const native = await labels(`${line}String @db.`);
        wrong.true(`native types: ${native.list}`, native.list.some((t) => t.endsWith('VarChar')) && !native.list.some((t) => t.endsWith('NVarChar')));
        const fields = await labels('  @@index([');
        wrong.true(`fields: ${fields.list}`, ['emailAddress', 'createdAt'].every((f) => fields.list.includes(f)));
        const actions = await labels('  y Customer00001 @relation(fields: [id], references: [id], onDelete: ');
        wrong.true(`actions: ${actions.list}`, ['Cascade', 'SetNull'].every((a) => actions.list.includes(a)));
        const none = await labels('  // a comment, ');
        wrong.equal('none in a comment', none.list, []);
    },

    async hover({ client, document, wrong }) {
        const at = document.getText().indexOf('emailAddress', 400000);
        const hover = await client.at('hover', document, at + 3);
        wrong.equal('its range', hover && textOf(document, hover.range), 'emailAddress');
        wrong.true(`the column: ${JSON.stringify(hover?.contents)}`, /email_address/.test(hover?.contents.value));
        const model = await client.at('hover', document, document.getText().indexOf('model Customer00321') + 8);
        wrong.true(`documentation: ${JSON.stringify(model?.contents)?.slice(0, 200)}`, /Customers of shop 321/.test(model?.contents.value));
        wrong.equal('nothing', await client.at('hover', document, document.getText().indexOf('\n\n') + 1), null);
    },

    async 'definition, references and highlights'({ client, document, wrong }) {
        const text = document.getText();
        const use = text.indexOf('Customer00499?', 0);
        const found = await client.at('definition', document, use + 2);
        wrong.equal('definition', found && [found.uri, document.offsetAt(found.range.start)],
            [document.uri, text.indexOf('model Customer00499') + 6]);
        const references = await client.at('references', document, use, { context: { includeDeclaration: true } });
        wrong.equal('references', references?.map(({ range }) => textOf(document, range)), Array(3).fill('Customer00499'));
        const fewer = await client.at('references', document, use, { context: { includeDeclaration: false } });
        wrong.equal('without the declaration', fewer?.length, 2);
        const marks = await client.at('documentHighlight', document, use);
        wrong.equal('highlights', marks?.map(({ range }) => range), references?.map(({ range }) => range));
        wrong.equal('of nothing', await client.at('definition', document, text.indexOf('\n\n') + 1), null);
    },

    async rename({ client, document, wrong }) {
        const before = document.getText();
        const at = before.indexOf('model Customer00777') + 8;
        const range = await client.at('prepareRename', document, at);
        wrong.equal('what is renamed', textOf(document, range.range ?? range), 'Customer00777');
        const { changes } = await client.at('rename', document, at, { newName: 'Patron' });
        const after = apply(document, changes);
        wrong.equal('no other text', after, before.replace(/\bCustomer00777\b/g, 'Patron'));
        wrong.equal('it is a good schema', await client.edit(document, [{ text: after }]), []);
        await client.edit(document, [{ text: before }]);
        const taken = await client.at('rename', document, at, { newName: 'Customer00001' }).catch((error) => error);
        wrong.true(`a name that is taken: ${taken.message}`, taken instanceof Error);
        const keyword = await client.at('prepareRename', document, before.indexOf('model ')).catch((error) => error);
        wrong.true('a keyword has none', keyword instanceof Error);
    },

    async 'document and workspace symbols'({ client, document, wrong }) {
        const symbols = await client.request('textDocument/documentSymbol', { textDocument: { uri: document.uri } });
        wrong.equal('how many', symbols.length, 1001);
        const model = symbols.find(({ name }) => name === 'Customer00042');
        wrong.equal('fields', model?.children.slice(0, 3).map(({ name }) => name), ['id', 'emailAddress', 'displayName']);
        wrong.true('a range holds its name', model && textOf(document, model.range).startsWith('model Customer00042 {'));
        wrong.equal('its name', model && textOf(document, model.selectionRange), 'Customer00042');
        const [found] = await client.request('workspace/symbol', { query: 'customer00042' });
        wrong.equal('in the workspace', [found?.name, found?.location.uri], ['Customer00042', document.uri]);
    },

    async 'folding and semantic tokens'({ client, document, wrong }) {
        const folds = await client.request('textDocument/foldingRange', { textDocument: { uri: document.uri } });
        wrong.true(`folds: ${folds.length}`, folds.length >= 1001);
        wrong.equal('of the datasource', [folds[0]?.startLine, folds[0]?.endLine], [0, 2]);
        const { data } = await client.request('textDocument/semanticTokens/full', { textDocument: { uri: document.uri } });
        const { tokenTypes } = client.server.semanticTokensProvider.legend;
        const seen = {};
        let [line, character] = [0, 0];
        for (let i = 0; i < data.length; i += 5) {
            character = data[i] ? data[i + 1] : character + data[i + 1];
            line += data[i];
            const start = { line, character };
            const text = textOf(document, { start, end: { line, character: character + data[i + 2] } });
            (seen[tokenTypes[data[i + 3]]] ??= new Set()).add(text);
        }
        wrong.true('keywords', seen.keyword?.has('model') && seen.keyword.has('datasource'));
        wrong.true('classes', seen.class?.has('Customer00999') && seen.class.size === 1000);
        wrong.true('types', seen.type?.has('String'));
        wrong.true('attributes', [...seen.decorator ?? []].some((t) => t.endsWith('unique')));
        wrong.true('comments', [...seen.comment ?? []].some((t) => t === '/// Customers of shop 17, each with the one who brought them.'));
    },

    async formatting({ authgen, client, document, wrong }) {
        const before = document.getText();
        const edits = () => client.request('textDocument/formatting', {
            textDocument: { uri: document.uri }, options: { tabSize: 4, insertSpaces: true },
        });
        const formatted = TextDocument.applyEdits(document, await edits());
        await client.edit(document, [{ text: formatted }], false);
        wrong.equal('a second time', await edits(), []);
        const at = formatted.indexOf('  id    ', 300000);
        await client.splice(document, at, 2, '\t\t   ', false);
        const few = await edits();
        wrong.equal('as few edits as can be', few.map(({ newText }) => newText.replace(/^[\r\n]*/, '')), ['  ']);
        wrong.equal('the same text', TextDocument.applyEdits(document, few), formatted);
        const { stdout } = await run([authgen, 'fmt', '-'], { input: document.getText() });
        wrong.equal('as the command', stdout, formatted);
        await client.edit(document, [{ text: 'model {' }], false);
        wrong.true('of what is no schema', (await edits().catch((error) => error)) instanceof Error);
        await client.edit(document, [{ text: before }]);
    },

    async 'code actions'({ client, document, wrong }) {
        const before = document.getText();
        const actions = (range, only) => client.request('textDocument/codeAction', {
            textDocument: { uri: document.uri }, range, context: { diagnostics: [], only },
        });
        const wrongText = before.replaceAll(/(model Customer00[12]00 [^}]*?displayName +)String/g, '$1Strng');
        const diagnostics = await client.edit(document, [{ text: wrongText }]);
        wrong.equal('mistakes', codes(diagnostics), Array(2).fill('AG2002'));
        const [quick] = await actions(diagnostics[0].range, ['quickfix']);
        wrong.equal('a fix', [quick?.kind, quick?.isPreferred, quick?.diagnostics[0].code], ['quickfix', true, 'AG2002']);
        wrong.true(`what it is called: ${quick?.title}`, /String/.test(quick?.title));
        const once = apply(document, quick.edit.changes);
        wrong.equal('it mends one', [...once].length, [...wrongText].length + 1);
        const all = (await actions(diagnostics[0].range, ['source.fixAll'])).map(({ kind, edit }) => ({ kind, edit }));
        wrong.equal('fix all', all.map(({ kind }) => kind), ['source.fixAll.authgen']);
        wrong.equal('it mends all', apply(document, all[0].edit.changes), before);
        wrong.equal('elsewhere there is none', await actions({ start: { line: 0, character: 0 }, end: { line: 0, character: 0 } }, ['quickfix']), []);
        await client.edit(document, [{ text: before }]);
    },

    async 'a request sees all edits that came before it'({ client, document, wrong }) {
        const before = document.getText();
        for (const letter of '\nmodel Last {\n  id Int @id\n}\n') {
            client.splice(document, document.getText().length, 0, letter, false);
        }
        const symbols = await client.request('textDocument/documentSymbol', { textDocument: { uri: document.uri } });
        wrong.equal('it sees all of them', symbols.at(-1)?.name, 'Last');
        wrong.equal('as it was', await client.edit(document, [{ text: before }]), []);
    },
};

async function testFeatures(context, text) {
    const { tap, wanted, dir } = context;
    const names = Object.keys(features).filter((name) => wanted(`lsp: 1,000 models: ${name}`));
    if (!names.length) return;
    const folder = join(dir, 'lsp-features');
    mkdirSync(folder);
    writeFileSync(join(folder, 'large.prisma'), text);
    tap.result('lsp: a session is begun and ended in order', await session(context, { folder }, async (client, wrong) => {
        const document = await client.open(join(folder, 'large.prisma'), text, 'prisma');
        for (const name of names) {
            const of = new Wrong();
            await features[name]({ authgen: context.authgen, client, document, wrong: of });
            of.equal('the text is as it was', document.getText() === text, true);
            tap.result(`lsp: 1,000 models: ${name}`, of);
        }
        wrong.equal('files are watched', client.registered.map(({ method }) => method), ['workspace/didChangeWatchedFiles']);
    }));
}

/** A generator of numbers that are the same in each run. */
function seeded(seed) {
    let state = seed;
    return (n) => {
        state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
        return Math.floor((state / 2 ** 32) * n);
    };
}

// What is put in: parts of the language, mistakes, characters of all sizes.
const pieces = [
    'model A {\n  id Int @id\n}\n', '\r\n', '}', '{', '"', '\n', '  name String @map("näme")\n', '😀', 'é',
    '// 😀 grüße\n', 'enum E { a b }\n', '@', 'x', '  ', '@@index([id])\n', '"quoted"', '€', 'String', '/* a\n b */',
];

/** The offset of a character's begin near `offset`, so that no pair is cut, nor CR LF. */
function whole(text, offset) {
    const cut = (i) => /[\uD800-\uDBFF]/.test(text[i - 1] ?? '') || (text[i - 1] === '\r' && text[i] === '\n');
    return offset > 0 && cut(offset) ? offset - 1 : offset;
}

/** In a position the units of a line before it, as `encoding` counts them. */
function encoded(document, offset, encoding) {
    const { line } = document.positionAt(offset);
    const start = document.offsetAt({ line, character: 0 });
    const before = document.getText().slice(start, offset);
    return { line, character: encoding === 'utf-8' ? Buffer.byteLength(before) : before.length };
}

async function randomEdits(context, encoding, large, seed, edits) {
    const folder = join(context.dir, `lsp-random-${encoding}`);
    mkdirSync(folder);
    const path = join(folder, 'random.prisma');
    const random = seeded(seed);
    const checked = [];
    return session(context, { encodings: [encoding] }, async (client, wrong) => {
        wrong.equal('encoding', client.server.positionEncoding, encoding);
        const document = await client.open(path, large);
        for (let i = 1; i <= edits; i++) {
            const now = document.getText();
            const from = whole(now, random(now.length + 1));
            const to = Math.max(from, whole(now, Math.min(now.length, from + random(3) * random(40))));
            const text = pieces[random(pieces.length)];
            const range = { start: encoded(document, from, encoding), end: encoded(document, to, encoding) };
            const units = { start: document.positionAt(from), end: document.positionAt(to) };
            const last = i % 100 === 0;
            const version = document.version + 1;
            const published = last && client.next((params) => params.version === version);
            client.notify('textDocument/didChange', {
                textDocument: { uri: document.uri, version }, contentChanges: [{ range, text }],
            });
            TextDocument.update(document, [{ range: units, text }], version);
            if (!last) continue;
            await published;
            // A server that reads the same text for the first time.
            writeFileSync(path, document.getText());
            const fresh = await Client.start([context.authgen, 'lsp'], { encodings: [encoding] });
            await fresh.open(path, document.getText());
            wrong.equal(`after ${i} edits`, client.diagnostics(document), fresh.diagnostics(document));
            checked.push(client.diagnostics(document).length);
            for (const method of ['documentSymbol', 'foldingRange', 'semanticTokens/full']) {
                const params = { textDocument: { uri: document.uri } };
                const [is, should] = await Promise.all([client, fresh].map((of) =>
                    of.request(`textDocument/${method}`, params)));
                wrong.equal(`after ${i} edits, ${method}`, is, should);
            }
            await fresh.stop();
            const said = await run([context.authgen, 'check', '--diagnostics=json', path]);
            const list = JSON.parse(said.stderr || said.stdout);
            const column = encoding === 'utf-8' ? 'column' : 'utf16';
            const place = (p) => p ? { line: p.line - 1, character: p[column] - 1 } : { line: 0, character: 0 };
            wrong.equal(`after ${i} edits, as the command`,
                client.diagnostics(document).map(({ code, range: at }) => [code, at.start, at.end]),
                list.filter(({ code }) => code).map((d) => [d.code, place(d.begin), place(d.end)]));
        }
        wrong.true(`there were mistakes: ${checked}`, checked.some((n) => n > 0));
    });
}

async function testRandom(context, text) {
    const { tap, wanted, edits = 500 } = context;
    for (const encoding of ['utf-16', 'utf-8']) {
        const name = `lsp: ${edits} random edits, positions in ${encoding}: as a fresh parse`;
        if (wanted(name)) tap.result(name, await randomEdits(context, encoding, text, 20261121, edits));
    }
}

/** A folder with files; gives { path(name), write(name, text) }. */
function makeFolder(dir, name, files) {
    const folder = join(dir, name);
    const path = (file) => join(folder, file);
    const write = (file, text) => {
        mkdirSync(dirname(path(file)), { recursive: true });
        writeFileSync(path(file), text);
    };
    for (const [file, text] of Object.entries(files)) write(file, text);
    return { folder, path, write };
}

const users = 'model User {\n  id Int @id\n}\n';
const post = 'model Post {\n  id Int @id\n  userId Int @references(User.id)\n}\n';
const part = 'extend model User {\n  nick String?\n}\n';

// Each takes { client, wrong, path, write } of a folder with its `files`.
const workspaces = {
    'a part is checked as those who use it have it, and renamed in all': {
        files: { 'app.auth': `use "./base/users.auth"\nuse "./part.auth"\n${post}`, 'base/users.auth': users, 'part.auth': part },
        async test({ client, wrong, path }) {
            const document = await client.open(path('part.auth'), part);
            wrong.equal('alone it would extend nothing', client.diagnostics(document), []);
            const at = document.getText().indexOf('User');
            const definition = await client.at('definition', document, at);
            wrong.equal('definition', [definition?.uri, definition?.range.start], [uriOf(path('base/users.auth')), { line: 0, character: 6 }]);
            const { changes } = await client.at('rename', document, at, { newName: 'Member' });
            wrong.equal('files', Object.keys(changes).sort(), ['app.auth', 'base/users.auth', 'part.auth'].map((file) => uriOf(path(file))));
            const app = TextDocument.create(uriOf(path('app.auth')), 'authgen', 1, `use "./base/users.auth"\nuse "./part.auth"\n${post}`);
            wrong.true('the reference', apply(app, changes).includes('@references(Member.id)'));
            wrong.true('the part', apply(document, changes).startsWith('extend model Member {'));
            const found = await client.request('workspace/symbol', { query: 'Post' });
            wrong.equal('symbols of a file that is not open', found.map(({ location }) => location.uri), [uriOf(path('app.auth'))]);
        },
    },
    'open buffers override files': {
        files: { 'app.auth': `use "./users.auth"\n${post}`, 'users.auth': users },
        async test({ client, wrong, path }) {
            const document = await client.open(path('users.auth'), users.replace('User', 'Person'));
            const app = uriOf(path('app.auth'));
            wrong.true('what uses it is wrong', client.published.get(app)?.diagnostics.length > 0);
            const mended = client.next(({ uri, diagnostics }) => uri === app && diagnostics.length === 0);
            await client.edit(document, [{ text: users }]);
            await mended;
            await client.edit(document, [{ text: 'model Person {\n  id Int @id\n}\n' }]);
            const closed = client.next(({ uri }) => uri === document.uri);
            client.notify('textDocument/didClose', { textDocument: { uri: document.uri } });
            wrong.equal('closed, it is the file again', (await closed).diagnostics, []);
            wrong.equal('nobody is interested in the other', client.published.get(app).diagnostics, []);
        },
    },
    'files that others change': {
        files: { 'app.auth': `use "./users.auth"\n${post}`, 'users.auth': users },
        async test({ client, wrong, path, write }) {
            const document = await client.open(path('app.auth'), `use "./users.auth"\n${post}`);
            wrong.equal('at first', client.diagnostics(document), []);
            const change = async (text, type) => {
                if (text === null) rmSync(path('users.auth'));
                else write('users.auth', text);
                const published = client.next(({ uri }) => uri === document.uri);
                client.notify('workspace/didChangeWatchedFiles', { changes: [{ uri: uriOf(path('users.auth')), type }] });
                return codes((await published).diagnostics);
            };
            wrong.equal('it goes', (await change(null, 3))[0], 'AG7001');
            wrong.equal('it comes', await change(users, 1), []);
            wrong.true('it changes', (await change('model Person {\n  id Int @id\n}\n', 2)).length > 0);
            write('users.auth', users);
            const saved = client.next(({ uri }) => uri === document.uri);
            client.notify('textDocument/didSave', { textDocument: { uri: document.uri } });
            wrong.equal('saving looks at all', (await saved).diagnostics, []);
        },
    },
    'folders of the workspace come and go': {
        files: { 'app.auth': 'use "./base/users.auth"\nuse "./sub/part.auth"\n', 'base/users.auth': users, 'sub/part.auth': part },
        async test({ client, wrong, path }) {
            const document = await client.open(path('sub/part.auth'), part);
            wrong.equal('at first', client.diagnostics(document), []);
            const change = async (event) => {
                const published = client.next(({ uri }) => uri === document.uri);
                client.notify('workspace/didChangeWorkspaceFolders', { event: { added: [], removed: [], ...event } });
                return codes((await published).diagnostics);
            };
            const folders = [{ uri: uriOf(path('.')), name: 'folder' }];
            wrong.equal('it goes', await change({ removed: folders }), ['AG2025']);
            wrong.equal('it comes', await change({ added: folders }), []);
        },
    },
    'a folder of .prisma files is one schema': {
        files: {
            'prisma/schema.prisma': 'datasource db {\n  provider = "sqlite"\n}\n',
            'prisma/models/user.prisma': 'model User {\n  id Int @id\n  posts Post[]\n}\n',
            'prisma/models/post.prisma': 'model Post {\n  id Int @id\n  userId Int\n  user User @relation(fields: [userId], references: [id])\n}\n',
            'other/schema.prisma': 'datasource db {\n  provider = "mysql"\n}\nmodel User {\n  id Int @id\n}\n',
        },
        async test({ client, wrong, path }) {
            const text = 'model Post {\n  id Int @id\n  userId Int\n  user User @relation(fields: [userId], references: [id])\n}\n';
            const document = await client.open(path('prisma/models/post.prisma'), text, 'prisma');
            wrong.equal('no mistakes', client.diagnostics(document), []);
            const { changes } = await client.at('rename', document, text.indexOf('Post'), { newName: 'Entry' });
            wrong.equal('renamed in', Object.keys(changes).sort(), ['post', 'user'].map((name) => uriOf(path(`prisma/models/${name}.prisma`))));
            const references = await client.at('references', document, text.indexOf('User'), { context: { includeDeclaration: true } });
            wrong.equal('not those of another schema', references.map(({ uri }) => uri).filter((uri) => uri.includes('other')), []);
            wrong.equal('references', references.length, 2);
        },
    },
    presets: {
        files: {},
        async test({ client, wrong, path }) {
            const text = 'use "better-auth"\n\nextend model User {\n  nick Strng\n}\n';
            const document = await client.open(path('app.auth'), text);
            wrong.equal('a mistake', codes(client.diagnostics(document)), ['AG2002']);
            const at = await client.at('definition', document, text.indexOf('User'));
            wrong.equal('what has no file is where it came from', at && [at.uri, at.range.start], [document.uri, { line: 0, character: 4 }]);
            const items = async (before) => {
                await client.edit(document, [{ text: before }], false);
                const list = await client.at('completion', document, before.length);
                return (list.items ?? list).map(({ label }) => label);
            };
            wrong.true('presets are offered', (await items('use "better-')).includes('better-auth/two-factor'));
            await client.open(path('sub/more.auth'), users);
            writeFileSync(path('users.auth'), users);
            client.notify('workspace/didChangeWatchedFiles', { changes: [{ uri: uriOf(path('users.auth')), type: 1 }] });
            wrong.true('files are, too', (await items('use "./')).includes('./users.auth'));
            const taken = await client.at('rename', await client.open(path('b.auth'), text), text.indexOf('User'), { newName: 'Member' }).catch((error) => error);
            wrong.true(`a preset is not written: ${taken.message}`, taken instanceof Error);
        },
    },
    'a buffer without a file': {
        files: {},
        async test({ client, wrong }) {
            const uri = 'untitled:Untitled-1';
            const published = client.next((params) => params.uri === uri);
            client.notify('textDocument/didOpen', { textDocument: { uri, languageId: 'authgen', version: 1, text: 'model A {\n  id Strng @id\n}\n' } });
            wrong.equal('is checked', codes((await published).diagnostics), ['AG2002']);
        },
    },
    'files use each other in a circle': {
        files: { 'a.auth': 'use "./b.auth"\n', 'b.auth': 'use "./a.auth"\n' },
        async test({ client, wrong, path }) {
            const there = client.next(({ uri }) => uri === uriOf(path('b.auth')));
            const document = await client.open(path('a.auth'), 'use "./b.auth"\n');
            wrong.equal('where it closes', codes((await there).diagnostics), ['AG2023']);
            wrong.equal('and not here', client.diagnostics(document), []);
        },
    },
    'names of files with all kinds of characters': {
        files: { 'grüße & 100% #1.auth': users },
        async test({ client, wrong, path }) {
            const name = 'grüße & 100% #1.auth';
            const text = `use "./${name}"\n${post}`;
            const document = await client.open(path('app ü.auth'), text);
            wrong.equal('it is found', client.diagnostics(document), []);
            const at = await client.at('definition', document, text.indexOf('User'));
            wrong.equal('its URI', at && fileURLToPath(at.uri), path(name));
        },
    },
};

async function testWorkspaces(context) {
    const { tap, wanted, dir } = context;
    for (const [name, { files, test }] of Object.entries(workspaces)) {
        if (!wanted(`lsp: ${name}`)) continue;
        const { folder, ...made } = makeFolder(dir, `lsp-${name.replace(/\W+/g, '-')}`, files);
        mkdirSync(folder, { recursive: true });
        tap.result(`lsp: ${name}`, await session(context, { folder }, (client, wrong) => test({ client, wrong, ...made })));
    }
}

/** What the server answers to bytes; { status, messages }. */
async function raw(authgen, chunks) {
    const child = spawn(authgen, ['lsp']);
    const output = [];
    child.stdout.on('data', (chunk) => output.push(chunk));
    child.stdin.on('error', () => {});
    for (const chunk of chunks) child.stdin.write(chunk);
    child.stdin.end();
    const status = await new Promise((resolve) => { child.on('close', (code, signal) => resolve(code ?? signal)); });
    let bytes = Buffer.concat(output);
    const messages = [];
    while (bytes.length) {
        const [header, size] = /^Content-Length: (\d+)\r\n\r\n/.exec(bytes.toString('latin1', 0, 100));
        messages.push(JSON.parse(bytes.toString('utf8', header.length, header.length + Number(size))));
        bytes = bytes.subarray(header.length + Number(size));
    }
    return { status, messages };
}

const frame = (body, header = '') => {
    const bytes = Buffer.from(typeof body === 'string' ? body : JSON.stringify({ jsonrpc: '2.0', ...body }));
    return Buffer.concat([Buffer.from(`${header}Content-Length: ${bytes.length}\r\n\r\n`), bytes]);
};
const hello = frame({ id: 'hello', method: 'initialize', params: { capabilities: {} } });
const goodbye = [frame({ id: 'end', method: 'shutdown' }), frame({ method: 'exit' })];
const uri = 'file:///nowhere/x.auth';
const opened = frame({ method: 'textDocument/didOpen', params: { textDocument: { uri, version: 1, text: 'model A {\n  id Int @id\n}\n' } } });
const asked = (params, method = 'textDocument/hover') => frame({ id: 7, method, params });

// [what is sent between hello and goodbye, the code of the error (0: none, no answer; null: an answer
// without one), and whether the answer has the request's id].
const malformed = {
    'no JSON': [frame('{"id": 7'), -32700],
    'no UTF-8': [Buffer.concat([Buffer.from('Content-Length: 4\r\n\r\n'), Buffer.from([0x22, 0xff, 0xfe, 0x22])]), -32700],
    'an empty body': [frame(''), -32700],
    'a batch': [frame('[]'), -32600],
    'a number': [frame('17'), -32700],
    'no method': [frame({ id: 7 }), -32600],
    'a method that is no text': [frame({ id: 7, method: 5 }), -32600],
    'an id that is an object': [frame({ id: {}, method: 'shutdown' }), -32600],
    'a header without a length': [Buffer.from('Content-Type: x\r\n\r\n'), -32700],
    'a length that is no number': [Buffer.from('Content-Length: many\r\n\r\n'), -32700],
    'a length below zero': [Buffer.from('Content-Length: -5\r\n\r\n'), -32700],
    'a length beyond all bounds': [Buffer.from('Content-Length: 99999999999999999999999999\r\n\r\n'), -32700],
    'a line without an end': [Buffer.from(`${'x'.repeat(100000)}\r\n\r\n`), -32700],
    'other headers': [frame({ id: 7, method: 'textDocument/hover', params: { textDocument: { uri }, position: { line: 0, character: 0 } } }, 'Content-Type: application/vscode-jsonrpc; charset=utf-8\r\n'), null, true],
    'an unknown method': [asked({}, 'textDocument/none'), -32601, true],
    'an unknown notification': [frame({ method: '$/setTrace', params: { value: 'off' } }), 0],
    'an answer to nothing': [frame({ id: 'x', result: null }), 0],
    'a second initialize': [asked({ capabilities: {} }, 'initialize'), -32600, true],
    'no params': [frame({ id: 7, method: 'textDocument/hover' }), -32602, true],
    'params that are a list': [asked([1, 2]), -32602, true],
    'a position of texts': [asked({ textDocument: { uri }, position: { line: 'a', character: 'b' } }), -32602, true],
    'a position below zero': [asked({ textDocument: { uri }, position: { line: -1, character: -1 } }), -32602, true],
    'a position far behind the end': [asked({ textDocument: { uri }, position: { line: 4e9, character: 4e9 } }), null, true],
    'a document that is not open': [asked({ textDocument: { uri: 'file:///nowhere/y.auth' }, position: { line: 0, character: 0 } }), null, true],
    'a URI that is a number': [asked({ textDocument: { uri: 5 }, position: { line: 0, character: 0 } }), -32602, true],
    'a URI with NUL': [asked({ textDocument: { uri: 'file:///a\u0000b' }, position: { line: 0, character: 0 } }), -32602, true],
    'a URI with %00': [asked({ textDocument: { uri: 'file:///a%00b' }, position: { line: 0, character: 0 } }), -32602, true],
    'a path that is no UTF-8': [frame({ id: 7, method: 'textDocument/didOpen', params: { textDocument: { uri: 'file:///nowhere/%FF/x.auth', version: 1, text: 'use "./y.auth"\n' } } }), null, true],
    'a rename to nothing': [asked({ textDocument: { uri }, position: { line: 0, character: 6 } }, 'textDocument/rename'), -32602, true],
    'a change without a text': [frame({ id: 7, method: 'textDocument/didChange', params: { textDocument: { uri }, contentChanges: [{}] } }), -32602, true],
    'a change of a range the wrong way round': [frame({ id: 7, method: 'textDocument/didChange', params: { textDocument: { uri }, contentChanges: [{ text: '', range: { start: { line: 1, character: 5 }, end: { line: 0, character: 0 } } }] } }), -32602, true],
    'an open without a text': [frame({ id: 7, method: 'textDocument/didOpen', params: { textDocument: { uri } } }), -32602, true],
    'a search without a query': [asked({}, 'workspace/symbol'), -32602, true],
    'code actions of nowhere': [asked({ textDocument: { uri } }, 'textDocument/codeAction'), -32602, true],
    'a text with NUL': [frame({ id: 7, method: 'textDocument/didChange', params: { textDocument: { uri }, contentChanges: [{ text: 'model A {\u0000' }] } }), null, true],
    'lists in lists': [frame(`${'['.repeat(100000)}${']'.repeat(100000)}`), -32700],
};

async function testMalformed({ tap, wanted, authgen }) {
    for (const [name, [bytes, code, named]] of Object.entries(malformed)) {
        if (!wanted(`lsp: malformed: ${name}`)) continue;
        const wrong = new Wrong();
        const { status, messages } = await raw(authgen, [hello, opened, bytes, ...goodbye]);
        const rest = messages.filter(({ id, method }) => id !== 'hello' && id !== 'end' && !method);
        wrong.equal('exit status', status, 0);
        wrong.true('it goes on', messages.some(({ id, result }) => id === 'end' && result === null));
        wrong.equal('answers', rest.map(({ id, error }) => [id, error?.code ?? null]), code === 0 ? [] : [[named ? 7 : null, code]]);
        tap.result(`lsp: malformed: ${name}`, wrong);
    }
    const ends = {
        'exit without shutdown is 1': [[hello, frame({ method: 'exit' })], 1],
        'a client that goes away is 1': [[hello], 1],
        'exit after shutdown is 0': [[hello, ...goodbye], 0],
        'half a message is 1': [[hello, Buffer.from('Content-Length: 1000\r\n\r\n{')], 1],
        'a length of 2 GiB is 1': [[hello, Buffer.from('Content-Length: 2147483648\r\n\r\n{}')], 1],
    };
    for (const [name, [chunks, should]] of Object.entries(ends)) {
        if (!wanted(`lsp: ${name}`)) continue;
        const wrong = new Wrong();
        wrong.equal('exit status', (await raw(authgen, chunks)).status, should);
        tap.result(`lsp: ${name}`, wrong);
    }
    if (!wanted('lsp: before initialize and after shutdown')) return;
    const wrong = new Wrong();
    const early = await raw(authgen, [asked({}), ...goodbye]);
    wrong.equal('before', early.messages.map(({ id, error }) => [id, error?.code]), [[7, -32002], ['end', -32002]]);
    wrong.equal('exit status', early.status, 1);
    const late = await raw(authgen, [hello, goodbye[0], asked({}), goodbye[1]]);
    wrong.equal('after', late.messages.slice(-1).map(({ id, error }) => [id, error?.code]), [[7, -32600]]);
    tap.result('lsp: before initialize and after shutdown', wrong);
    // What is read at once is worked on only after all of it was looked at.
    const cancelled = await raw(authgen, [Buffer.concat([hello, opened,
        frame({ id: 8, method: 'textDocument/documentSymbol', params: { textDocument: { uri } } }),
        frame({ method: '$/cancelRequest', params: { id: 8 } }), ...goodbye])]);
    tap.result('lsp: a request that is cancelled in time', cancelled.messages.some(({ id, error }) => id === 8 && error?.code === -32800)
        ? [] : [JSON.stringify(cancelled.messages)]);
}

async function testNeovim({ tap, wanted, authgen, dir }) {
    const name = 'lsp: Neovim: diagnostics, definition, rename and formatting';
    if (!wanted(name)) return;
    const { path } = makeFolder(dir, 'lsp-neovim', {
        'schema.auth': '// 😀\nmodel User {\n  id Int @id\n  /* ü */ name Strng\n}\n\nmodel Post {\n  id Int @id\n  userId Int @references(User.id)\n}\n',
    });
    const script = fileURLToPath(new URL('lsp/neovim.lua', import.meta.url));
    const env = { ...process.env, AUTHGEN: authgen, FILE: path('schema.auth'), XDG_STATE_HOME: dir, XDG_CACHE_HOME: dir };
    let result;
    try {
        result = await run(['nvim', '--headless', '--clean', '-n', '-c', `luafile ${script}`], { env, cwd: dir });
    } catch (error) {
        if (error.code !== 'ENOENT') throw error;
        tap.skip(name, 'nvim is missing');
        return;
    }
    const wrong = new Wrong();
    const should = [
        'diagnostic 3 16 21 AG2002', 'mended /* ü */ name String', 'definition 2 7', 'renamed model Member {',
        'text // 😀', 'text model Member {', 'text   id           Int    @id', 'text   /* ü */ name String', 'text }', 'text ',
        'text model Post {', 'text   id     Int @id', 'text   userId Int @references(Member.id)', 'text }', 'stopped',
    ];
    wrong.equal('what it saw', result.stdout.trimEnd().split('\n'), should);
    if (wrong.length) wrong.push(result.stderr);
    tap.result(name, wrong);
}

/** What needs nothing but messages. */
export async function testLspMessages(context) {
    const text = await largeFile();
    await testFeatures(context, text);
    await testRandom(context, text);
    await testWorkspaces(context);
}

export async function testLsp(context) {
    await testLspMessages(context);
    await testMalformed(context);
    await testNeovim(context);
}
