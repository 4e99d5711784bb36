// The formatters and linters of TypeScript projects find nothing to do: prettier and
// Biome, with the settings that authgen reads too, and typescript-eslint's
// recommended rules, on the output of every schema. With AUTHGEN_STYLE=all, also with each
// indentation, width and other setting, which takes half an hour.

import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { generate } from './authgen.js';
import { pool, run } from './process.js';
import { filesBelow } from './schemas.js';

const here = fileURLToPath(new URL('style', import.meta.url));
const require = createRequire(join(here, 'package.json'));
const tool = (name) => join(here, 'node_modules/.bin', name);

const dialects = ['sqlite', 'postgresql', 'mysql', 'sqlserver'];
const split = { target: 'typeorm', options: ['barrel=true'] };
const forms = [
    { target: 'drizzle' }, { target: 'drizzle@1' }, split, { ...split, target: 'typeorm@0.3' },
    { target: 'typeorm', options: ['style=schema', 'split=false', 'barrel=true'] },
    { target: 'options' },
];

/** Presets of a library, with names that its options have to tell it. */
const library = `use "better-auth"
use "better-auth/organization"
use "better-auth/two-factor"

config {
  tables  = snake_plural
  columns = snake
}
`;

const eslint = `import { createRequire } from 'node:module';
const require = createRequire(${JSON.stringify(join(here, 'package.json'))});
const js = require('@eslint/js');
const ts = require('typescript-eslint');
export default ts.config(js.configs.recommended, ts.configs.recommended, {
    rules: { 'no-undef': 'off', '@typescript-eslint/no-shadow': 'error' },
});
`;

/** What a file is for prettier; its own settings are those that the folder has. */
async function prettier(dir, files) {
    const { format, resolveConfig } = require('prettier');
    const wrong = [];
    for (const file of files) {
        const text = readFileSync(file, 'utf8');
        const settings = await resolveConfig(file, { editorconfig: true });
        const better = await format(text, { ...settings, filepath: file });
        if (better !== text) wrong.push(`${relative(dir, file)}: prettier changes it`);
    }
    return wrong;
}

/** The lines of a tool's report that name files. */
async function report(dir, argv, files) {
    const { status, stdout, stderr } = await run(argv, { cwd: dir });
    return status === 0 ? [] : [`${argv[0]}: ${files.length} files\n${stdout}${stderr}`.slice(0, 8000)];
}

const biome = (dir, files) => report(dir, [tool('biome'), 'check', '--colors=off', '.'], files);
const lint = (dir, files) => report(dir, [tool('eslint'), '.'], files);

/** Projects: their files, and what is asked about the outputs. */
const projects = [
    { name: 'no settings', files: { '.prettierrc': '{}\n', 'eslint.config.mjs': eslint }, asked: { prettier, lint } },
    { name: 'prettier at 100', files: { '.prettierrc.json': '{ "printWidth": 100 }\n' }, asked: { prettier } },
    {
        name: 'prettier in YAML',
        files: {
            '.prettierrc': 'printWidth: 90\nuseTabs: true\nsemi: false\nsingleQuote: true\ntrailingComma: es5\n'
                + 'bracketSpacing: false\narrowParens: avoid\nendOfLine: crlf\n',
        },
        asked: { prettier },
    },
    {
        name: 'prettier as a module and .editorconfig',
        files: {
            'prettier.config.mjs': 'const config = { singleQuote: true };\nexport default config;\n',
            '.editorconfig': 'root = true\n[*]\nindent_size = 8\n[*.{js,ts}]\nindent_style = space\n'
                + 'indent_size = 4\nmax_line_length = 120\n',
        },
        asked: { prettier },
    },
    { name: 'Biome', files: { 'biome.json': '{}\n' }, asked: { biome } },
    {
        name: 'Biome with settings',
        files: {
            'biome.json': JSON.stringify({
                extends: ['./base.jsonc'],
                json: { formatter: { enabled: false } },
                formatter: { indentStyle: 'space', lineWidth: 100, bracketSpacing: false },
                overrides: [
                    { includes: ['drizzle/**', '!drizzle/mysql/**'], formatter: { lineEnding: 'crlf' } },
                    { includes: ['*.ts'], formatter: { lineWidth: 40 } },
                ],
            }),
            'base.jsonc': JSON.stringify({
                formatter: { indentStyle: 'tab' },
                javascript: {
                    formatter: { quoteStyle: 'single', semicolons: 'asNeeded', trailingCommas: 'es5', arrowParentheses: 'asNeeded' },
                },
            }),
        },
        asked: { biome },
    },
];

/** The indentations and widths, and each other setting, of both formatters. */
function everySetting() {
    const layouts = [2, 4, 'tab'].flatMap((indent) => [80, 100, 120].map((width) => ({ indent, width })));
    const others = {
        singleQuote: true, semi: false, bracketSpacing: false, arrowParens: 'avoid', trailingComma: 'es5', endOfLine: 'crlf',
    };
    const prettierOf = ({ indent, width }) => ({ printWidth: width, useTabs: indent === 'tab', tabWidth: indent === 'tab' ? 2 : indent });
    const biomeOf = ({ indent, width }) => ({
        lineWidth: width, indentStyle: indent === 'tab' ? 'tab' : 'space', indentWidth: indent === 'tab' ? 2 : indent,
    });
    const alike = {
        singleQuote: { quoteStyle: 'single' }, semi: { semicolons: 'asNeeded' }, bracketSpacing: { bracketSpacing: false },
        arrowParens: { arrowParentheses: 'asNeeded' }, trailingComma: { trailingCommas: 'es5' }, endOfLine: { lineEnding: 'crlf' },
    };
    const ofPrettier = (settings) => ({
        name: `prettier with ${JSON.stringify(settings)}`, files: { '.prettierrc': JSON.stringify(settings) }, asked: { prettier },
    });
    const ofBiome = (formatter, script) => ({
        name: `Biome with ${JSON.stringify({ ...formatter, ...script })}`,
        files: {
            'biome.json': JSON.stringify({ formatter, javascript: { formatter: script }, json: { formatter: { enabled: false } } }),
        },
        asked: { biome },
    });
    return [
        ...layouts.map((layout) => ofPrettier(prettierOf(layout))), ...layouts.map((layout) => ofBiome(biomeOf(layout), {})),
        ...Object.entries(others).flatMap(([name, value]) => [ofPrettier({ [name]: value }), ofBiome({}, alike[name])]),
    ];
}

/** Every output of every schema, below a folder. */
async function generateAll({ authgen }, schemas, dir) {
    const limit = pool(2);
    await Promise.all(schemas.flatMap(({ file }, i) => forms.flatMap(({ target, options = [] }) =>
        dialects.map((dialect) => limit(() => {
            const form = `${target}${options.join('').replace(/\W/g, '')}`;
            const folder = join(dir, form, dialect);
            mkdirSync(folder, { recursive: true });
            const output = join(folder, target.startsWith('typeorm') ? `${i}/` : `${i}.ts`);
            return generate(authgen, { schema: file, target, dialect, output, options });
        })))));
    return filesBelow(dir, ['.ts']);
}

/** @param context see main.js */
export async function testStyle(context) {
    const { tap, dir, wanted } = context;
    const preset = join(dir, 'style.auth');
    writeFileSync(preset, library);
    const schemas = [...context.schemas, ...context.constructs, { file: preset }];
    const all = process.env.AUTHGEN_STYLE === 'all' ? [...projects, ...everySetting()] : projects;
    for (const [i, { name, files, asked }] of all.entries()) {
        if (!wanted(`style: ${name}`)) continue;
        const folder = join(dir, `style-${i}`);
        mkdirSync(folder, { recursive: true });
        for (const [file, text] of Object.entries(files)) writeFileSync(join(folder, file), text);
        const outputs = await generateAll(context, schemas, folder);
        for (const [who, ask] of Object.entries(asked)) {
            const wrong = await ask(folder, outputs);
            tap.result(`style: ${name}: ${who} leaves ${outputs.length} files as they are`,
                outputs.length > 0 ? wrong : ['there are no outputs']);
        }
    }
}
