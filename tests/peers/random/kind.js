// What kind of failure it is, so that the same one is told once.

const subject = new RegExp('^((?:column|index|foreign key|primary key|check|table|enum)(?: of)?) '
    + '.*?( (?:position|type|nullable|default))?:');

/** A failure without what differs from schema to schema: names and numbers. */
export const kindOf = ([stage, [first]]) => `${stage}: ${first.slice(0, 400).split('\n')[0]
    .replace(/"(?:[^"]|"")*"|`[^`]*`|'(?:[^']|'')*'/g, '…').replace(/\S+\.(auth|ts|mjs|js)\S*/g, 'FILE')
    .replace(/\d+/g, 'N').replace(subject, '$1 …$2:').slice(0, 160)}`;
