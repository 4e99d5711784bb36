// Texts that end a string, a template or a comment somewhere, and schemas that
// put them wherever a schema holds text.

// Prisma's strings are JSON's.
const quote = (text) => JSON.stringify(text);

export const texts = [
    `it's "quoted" and \`ticked\``,
    'back\\slash, trailing \\',
    '*/ end /* begin // line',
    'a ${template} $ {x}',
    '{{ name }} {% if %} {# note #}',
    'line\nbreak,\rreturn and\ttab',
    'separators \u2028 and \u2029',
    '</script><!-- -->',
    '__proto__',
    'é 日本 😀',
    `'; DROP TABLE "x"; --`,
    '%s %d \\n \\u0041',
    '',
];

// Names in the database: without what drizzle-kit writes wrong (see fragile),
// and without characters beyond U+FFFF, which MySQL does not allow there.
export const names = [
    `it's`,
    'back\\slash\\',
    '*/ end /* begin // line',
    'a ${template} $ {x}',
    '{{ name }} {% if %} {# note #}',
    'line\nbreak and\ttab',
    'separators \u2028 and \u2029',
    '</script>',
    'é 日本',
    '%s %d',
];

export const values = names.filter((name) => !/[\\\n\u2028]/.test(name));

export const checks = [
    `note <> 'it''s */ /* \${x} \`y\` {{ z }}'`,
    `note <> '</script>, "q"'`,
];

export const indexName = (i) => `ix ${i} ${names[i]}`;
export const secondColumn = (i) => `${names[i]}-2`;

/** A comment cannot hold a line break, so no schema can document one. */
export const documented = texts.filter((text) => text !== '' && !/[\n\r]/.test(text));

const each = (list, write) => list.map(write).join('\n');

export const schema = `
enum Hostile {
${each(values, (value, i) => `  /// ${value}\n  V${i} @map(${quote(value)})`)}
}

${each(documented, (text) => `/// ${text}`)}
model Defaults {
  id     Int     @id @default(autoincrement())
  note   String?
  choice Hostile @default(V0)
${each(documented, (text) => `  /// ${text}`)}
  last   String?
${each(texts, (text, i) => `  d${i} String @default(${quote(text)})`)}
${each(checks, (check, i) => `  @@check(expression: ${quote(check)}, map: "check_${i}")`)}
  @@map("defaults")
}

${each(names, (name, i) => `model Named${i} {
  id     Int       @id
  column Int       @map(${quote(name)})
  upId   Int?      @map(${quote(secondColumn(i))})
  up     Named${i}?  @relation("Up${i}", fields: [upId], references: [id],
                             map: ${quote(`fk ${i} ${name}`)},
                             onDelete: NoAction, onUpdate: NoAction)
  down   Named${i}[] @relation("Up${i}")
  @@index([column], map: ${quote(indexName(i))})
  @@map(${quote(name)})
}`)}
`;

const model = (body) => `model A {\n  id Int @id\n${body}\n}\n`;
const withEnum = (name, value) =>
    `enum ${name} {\n${value}\n}\n${model(`  e ${name} @default(A)`)}`;

/**
 * What drizzle-kit writes wrong, in one version and dialect or another,
 * whatever its input says.
 */
export const fragile = {
    'a quotation mark in a table': model('  @@map("a\\"b")'),
    'a backtick in a column': model('  x Int @map("a`b")'),
    'a column __proto__': model('  x Int @map("__proto__")'),
    'a semicolon in a check':
        model(`  note String?\n  @@check(expression: "note <> 'a;b'", map: "c")`),
    'a semicolon in an index': model('  x Int\n  @@index([x], map: "a;b")'),
    'a comma in a unique column': model('  x Int @map("a,b") @unique(map: "u")'),
    'two hyphens in an indexed column': model('  x Int @map("a--b")\n  @@index([x], map: "i")'),
    'a backslash in an enum': withEnum('E', '  A @map("a\\\\b")'),
    'a line break in an enum': withEnum('E', '  A @map("a\\nb")'),
    'a name that begins like a type': withEnum('textKind', '  A'),
};
