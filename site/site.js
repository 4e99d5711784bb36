// The menu on narrow screens, and the search: headings and text of all pages, from
// index.js, which is loaded when it is first needed.

const menu = document.getElementById('menu');
const navigation = document.getElementById('navigation');
menu.addEventListener('click', () => {
    const open = document.body.classList.toggle('open');
    menu.setAttribute('aria-expanded', open);
    if (open) navigation.querySelector('a').focus();
});

const dialog = document.getElementById('find');
const input = dialog.querySelector('input');
const list = dialog.querySelector('ol');
let data = null;

/** Called by index.js. */
function found(loaded) {
    data = loaded;
    data.lower = data.index.map(([, , heading, text]) => [heading.toLowerCase(), text.toLowerCase()]);
    show();
}

function open() {
    if (!dialog.open) dialog.showModal();
    input.select();
    if (document.getElementById('index')) return;
    const script = document.createElement('script');
    script.id = 'index';
    script.src = 'index.js';
    document.head.append(script);
}

/** Pages that few readers look for. */
const late = /^authgen-(templates|targets|differences)|^contributing/;

/** How well an entry matches all words; 0 if it does not. */
function score([heading, text], words, page) {
    let sum = late.test(page) ? -50 : 0;
    for (const word of words) {
        const at = heading.indexOf(word);
        if (heading === word) sum += 160;
        else if (at === 0) sum += 100;
        else if (at > 0) sum += /[\w]/.test(heading[at - 1]) ? 70 : 90;
        else if (text.includes(word)) sum += 60;
        else return 0;
    }
    return sum - Math.min(3, heading.length / 40);
}

/** Text with the words marked, as nodes. */
function marked(text, words) {
    const pattern = new RegExp(`(${words.map((word) => word.replace(/[^\w\s]/g, '\\$&')).join('|')})`, 'i');
    return text.split(pattern).map((part, i) => {
        if (i % 2 === 0) return part;
        const mark = document.createElement('mark');
        mark.textContent = part;
        return mark;
    });
}

function element(tag, ...content) {
    const one = document.createElement(tag);
    one.append(...content);
    return one;
}

function show() {
    const words = input.value.toLowerCase().split(/\s+/).filter(Boolean);
    list.replaceChildren();
    if (!data || words.length === 0) return;
    const hits = data.lower.map((entry, i) => [score(entry, words, data.index[i][0]), i]).filter(([points]) => points > 0)
        .sort(([a, i], [b, j]) => b - a || i - j).slice(0, 30);
    for (const [, i] of hits) {
        const [page, anchor, heading, text] = data.index[i];
        const at = Math.max(0, text.toLowerCase().indexOf(words[0]) - 50);
        const link = element('a', element('strong', ...marked(heading, words)),
            element('small', data.labels[page]),
            element('span', ...marked((at > 0 ? '…' : '') + text.slice(at, at + 150), words)));
        link.href = `${page}#${anchor}`;
        link.addEventListener('click', () => dialog.close());
        list.append(element('li', link));
    }
    if (hits.length === 0) list.append(element('li', element('p', 'Nothing found.')));
}

input.addEventListener('input', show);
document.getElementById('search').addEventListener('click', open);
dialog.addEventListener('click', (event) => { if (event.target === dialog) dialog.close(); });

// Keys: / or Ctrl-K opens, the arrows choose, Enter goes to the first or chosen one, and
// Escape closes, also if there is text that it would clear.
document.addEventListener('keydown', (event) => {
    const typing = /^(INPUT|TEXTAREA)$/.test(event.target.tagName);
    if ((event.key === '/' && !typing) || (event.key === 'k' && (event.ctrlKey || event.metaKey))) {
        event.preventDefault();
        open();
        return;
    }
    if (!dialog.open) return;
    const links = [...list.querySelectorAll('a')];
    const at = links.indexOf(document.activeElement);
    if (event.key === 'ArrowDown') (links[at + 1] ?? links[at])?.focus();
    else if (event.key === 'ArrowUp') (at > 0 ? links[at - 1] : input).focus();
    else if (event.key === 'Enter' && at < 0) links[0]?.click();
    else if (event.key === 'Escape') dialog.close();
    else return;
    event.preventDefault();
});

// `?q=words` opens the search, so that a result can be linked.
const query = new URLSearchParams(location.search).get('q');
if (query) {
    input.value = query;
    open();
}

// The heading that is read is marked in the contents of the page.
const contents = document.querySelector('.contents');
if (contents) {
    const links = [...contents.querySelectorAll('a')];
    const heads = links.map((link) => document.getElementById(decodeURIComponent(link.hash.slice(1))));
    const mark = () => {
        const last = heads.findLastIndex((head) => head.getBoundingClientRect().top < 120);
        links.forEach((link, i) => link.classList.toggle('here', i === Math.max(0, last)));
    };
    addEventListener('scroll', mark, { passive: true });
    mark();
}
