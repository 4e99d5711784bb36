// The Markdown of our pages and README: headings, paragraphs, lists, tables, quotes,
// fenced code, images, links, `code`, **strong** and *emphasis*. Anything else is text.

export const escape = (text) => text.replace(/[&<>"]/g, (c) => ({ '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' })[c]);

/** The anchor of a heading, as forges make it. */
export const slug = (text) => text.toLowerCase().replace(/[^\p{L}\p{N}\s_-]/gu, '').trim().replace(/\s/g, '-');

/**
 * The fenced blocks of a page: { language, info, text, line }. `info` is the words after
 * the language; tests/guide.mjs describes them.
 */
export function fences(markdown) {
    const found = [];
    let fence = null;
    for (const [i, line] of markdown.split('\n').entries()) {
        const [, mark, language, info] = /^(```)(\S*) *(.*)$/.exec(line) ?? [];
        if (fence && line === '```') fence = null;
        else if (fence) fence.text += `${line}\n`;
        else if (mark) found.push(fence = { language, info, text: '', line: i + 1 });
    }
    if (fence) throw new Error(`line ${fence.line}: the block does not end`);
    return found;
}

/** Text within a line as HTML; `link` changes the target of a link. */
function inline(text, link) {
    return text.split(/(`[^`]+`)/).map((part, i) => (i % 2
        ? `<code>${escape(part.slice(1, -1))}</code>`
        : escape(part)
            .replace(/!\[([^\]]*)\]\(([^)\s]+)\)/g, (_, alt, to) => `<img src="${link(to)}" alt="${alt}">`)
            .replace(/\*\*([^*]+)\*\*/g, '<strong>$1</strong>')
            .replace(/(^|[\s(])\*([^*\s][^*]*)\*/g, '$1<em>$2</em>')))
        .join('')
        // A link can have code in its text.
        .replace(/\[((?:[^\][]|<[^>]*>)+)\]\(([^)\s]+)\)/g, (_, label, to) => `<a href="${link(to)}">${label}</a>`);
}

/**
 * A page as HTML. `options.code(fence)` is the HTML of a block, `options.link(target)`
 * the target of a link in HTML.
 */
export function render(markdown, { code, link = (to) => to }) {
    const blocks = fences(markdown);
    const lines = markdown.split('\n');
    const html = [];
    const text = (from) => inline(from.join(' '), link);
    /** The lines from `i` on as long as `belongs`, without what `strip` removes. */
    const take = (i, belongs) => {
        let end = i + 1;
        while (end < lines.length && belongs(lines[end])) end++;
        return lines.slice(i, end);
    };
    const starts = /^(#{1,4} |```|[-*] |\d+\. |\||> |<!--)/;
    for (let i = 0; i < lines.length;) {
        const line = lines[i];
        let taken = [line];
        const [, level, heading] = /^(#{1,4}) (.*)$/.exec(line) ?? [];
        if (level) {
            const id = slug(heading);
            html.push(`<h${level.length} id="${id}"><a class="permalink" href="#${id}">${inline(heading, link)}</a></h${level.length}>`);
        } else if (line.startsWith('```')) {
            taken = take(i, (next) => next !== '```');
            taken.push('```');
            html.push(code(blocks.shift()));
        } else if (/^([-*]|\d+\.) /.test(line)) {
            taken = take(i, (next) => next !== '' && (!starts.test(next) || /^([-*]|\d+\.) /.test(next)));
            const items = [];
            for (const one of taken) {
                if (starts.test(one)) items.push([one.replace(/^\S+ /, '')]);
                else items.at(-1).push(one.trim());
            }
            const tag = /^\d/.test(line) ? 'ol' : 'ul';
            html.push(`<${tag}>${items.map((item) => `<li>${text(item)}</li>`).join('\n')}</${tag}>`);
        } else if (line.startsWith('|')) {
            taken = take(i, (next) => next.startsWith('|'));
            const cells = (row, tag) => `<tr>${row.replace(/^\| ?| ?\|$/g, '').split('|')
                .map((cell) => `<${tag}>${inline(cell.trim(), link)}</${tag}>`).join('')}</tr>`;
            html.push(`<div class="table"><table><thead>${cells(line, 'th')}</thead><tbody>${
                taken.slice(2).map((row) => cells(row, 'td')).join('\n')}</tbody></table></div>`);
        } else if (line.startsWith('> ')) {
            taken = take(i, (next) => next.startsWith('>'));
            html.push(`<blockquote><p>${text(taken.map((one) => one.replace(/^> ?/, '')))}</p></blockquote>`);
        } else if (line !== '') {
            taken = take(i, (next) => next !== '' && !starts.test(next));
            html.push(`<p>${text(taken)}</p>`);
        }
        i += taken.length;
    }
    return html.join('\n');
}
