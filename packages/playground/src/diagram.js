// The diagram: a box for each table, in columns, with a line for each foreign key.
// A table is to the right of those that it refers to.

const ROW = 20, HEAD = 28, PAD = 10, GAP = { x: 44, y: 16 }, MARGIN = 12;
// Room on the right for lines between tables of one column.
const BEND = 28;
// Smaller text cannot be read. Larger text is not needed where the diagram scrolls.
const SMALLEST = 0.64, SCROLLED = 0.8;
// The advance of a character in the diagram's font, which is monospaced.
const ADVANCE = 7.25;

const svg = (name, attributes = {}, ...children) => {
    const element = document.createElementNS('http://www.w3.org/2000/svg', name);
    for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, value);
    element.append(...children);
    return element;
};

const typeOf = (column) => `${column.type}${column.list ? '[]' : ''}${column.nullable ? '?' : ''}`;

/** The size of a table's box. */
function measure(table) {
    const names = Math.max(...table.columns.map((column) => column.name.length), 0);
    const types = Math.max(...table.columns.map((column) => typeOf(column).length), 0);
    const width = ADVANCE * Math.max(names + types + 4, table.name.length + 2) + 2 * PAD;
    return { table, width: Math.round(width), height: HEAD + ROW * table.columns.length + PAD / 2 };
}

/** The tables in layers: each in a later one than those it refers to, if there is no
 * circle. */
function layers(tables) {
    const byName = new Map(tables.map((table) => [table.name, table]));
    const depth = new Map();
    const visit = (table, path) => {
        if (depth.has(table)) return depth.get(table);
        if (path.has(table)) return -1;
        path.add(table);
        const others = table.references.map(({ table: name }) => byName.get(name)).filter((other) => other && other !== table);
        const result = 1 + Math.max(-1, ...others.map((other) => visit(other, path)));
        path.delete(table);
        depth.set(table, result);
        return result;
    };
    for (const table of tables) visit(table, new Set());
    const result = [];
    // Tables without a connection fill the last layer, which is often short.
    const alone = (table) => !table.references.length && !tables.some((other) =>
        other.references.some(({ table: name }) => name === table.name));
    const last = Math.max(0, ...depth.values());
    for (const table of tables) (result[alone(table) ? last : depth.get(table)] ??= []).push(table);
    return result.filter(Boolean);
}

/** Places boxes in columns that are at most `limit` high. */
function place(groups, limit) {
    const boxes = [];
    let x = MARGIN, height = 0;
    for (const group of groups) {
        let y = MARGIN, width = 0;
        for (const table of group) {
            const box = measure(table);
            if (y > MARGIN && y + box.height > limit) {
                x += width + GAP.x;
                y = MARGIN;
                width = 0;
            }
            boxes.push({ ...box, x, y });
            y += box.height + GAP.y;
            width = Math.max(width, box.width);
            height = Math.max(height, y - GAP.y);
        }
        x += width + GAP.x;
    }
    return { boxes, width: x - GAP.x + BEND, height: height + MARGIN };
}

/** The scale of a placement: all of it fits, or its width if all would be too small. */
function scaleOf(plan, room) {
    const whole = Math.min(1, room.width / plan.width, room.height / plan.height);
    return whole >= SMALLEST ? whole : Math.min(SCROLLED, Math.max(SMALLEST, room.width / plan.width));
}

/** The placement that is largest in `room`; if none fits, the largest that fits in its
 * width. One without layers must be much larger. */
function arrange(tables, room) {
    const groups = layers(tables);
    const heights = tables.map((table) => measure(table).height);
    const total = heights.reduce((sum, height) => sum + height + GAP.y, 2 * MARGIN);
    const limits = Array.from({ length: Math.min(tables.length, 24) }, (_, i) => total / (i + 1));
    const plans = [[groups, 1], [[groups.flat()], 0.75]].flatMap(([some, weight]) =>
        limits.map((limit) => ({ ...place(some, limit), weight })));
    const worth = (plan) => {
        const width = Math.min(1, room.width / plan.width), whole = Math.min(width, room.height / plan.height);
        return plan.weight * (whole >= SMALLEST ? 1 + whole : width >= SMALLEST ? width : width / 2);
    };
    return plans.reduce((best, plan) => worth(plan) > worth(best) ? plan : best);
}

/** The line of a foreign key from the row of its column to the row it refers to. */
function line(from, to, fromRow, toRow) {
    const y1 = from.y + HEAD + ROW * (fromRow + 0.5), y2 = to.y + HEAD + ROW * (toRow + 0.5);
    if (to.x + to.width <= from.x) {
        const bend = Math.max(24, (from.x - to.x - to.width) / 2);
        return `M${from.x} ${y1}C${from.x - bend} ${y1} ${to.x + to.width + bend} ${y2} ${to.x + to.width} ${y2}`;
    }
    if (from.x + from.width <= to.x) {
        const bend = Math.max(24, (to.x - from.x - from.width) / 2);
        return `M${from.x + from.width} ${y1}C${from.x + from.width + bend} ${y1} ${to.x - bend} ${y2} ${to.x} ${y2}`;
    }
    const x = Math.max(from.x + from.width, to.x + to.width), bend = BEND;
    return `M${from.x + from.width} ${y1}C${x + bend} ${y1} ${x + bend} ${y2} ${to.x + to.width} ${y2}`;
}

const isAuth = ({ library }) => library !== '';

function drawTable({ table, x, y, width, height }) {
    const rows = table.columns.map((column, i) => {
        const middle = HEAD + ROW * i + ROW * 0.5;
        const classes = ['column', column.primary && 'primary', isAuth(column) && 'auth'].filter(Boolean).join(' ');
        return svg('g', { class: classes },
            svg('circle', { cx: PAD + 3, cy: middle, r: column.primary ? 3.5 : column.unique ? 3 : 0, class: column.primary ? 'key' : 'unique' }),
            svg('text', { x: PAD + 14, y: middle + 4 }, column.name),
            svg('text', { x: width - PAD, y: middle + 4, 'text-anchor': 'end', class: 'type' }, typeOf(column)));
    });
    const clip = `M0 ${HEAD}V6A6 6 0 0 1 6 0H${width - 6}A6 6 0 0 1 ${width} 6V${HEAD}Z`;
    return svg('g', { class: isAuth(table) ? 'table auth' : 'table', transform: `translate(${x} ${y})` },
        svg('title', {}, isAuth(table) ? `${table.name}, of ${table.library}` : table.name),
        svg('rect', { width, height, rx: 6, class: 'box' }),
        svg('path', { d: clip, class: 'head' }),
        svg('text', { x: PAD, y: 18, class: 'name' }, table.name),
        ...rows);
}

/** Draws the tables into `element`; `room` is the size that they should fit. */
export function draw(element, tables, room) {
    if (!tables.length) return element.replaceChildren();
    const plan = arrange(tables, room);
    const boxes = new Map(plan.boxes.map((box) => [box.table.name, box]));
    const rowOf = (table, name) => table.columns.findIndex((column) => column.name === name);
    const lines = tables.flatMap((table) => table.references.filter((reference) => boxes.has(reference.table)).map((reference) => {
        const from = boxes.get(table.name), to = boxes.get(reference.table);
        const d = line(from, to, rowOf(table, reference.columns[0]), rowOf(to.table, reference.targets[0]));
        return svg('path', { d, class: 'reference', 'marker-end': 'url(#arrow)' });
    }));
    const arrow = svg('marker', { id: 'arrow', viewBox: '0 0 8 8', refX: 7, refY: 4, markerWidth: 8, markerHeight: 8, orient: 'auto-start-reverse' },
        svg('path', { d: 'M0 0L8 4L0 8Z' }));
    const scale = scaleOf(plan, room);
    const names = tables.map((table) => table.name).join(', ');
    element.replaceChildren(svg('svg', {
        width: Math.round(plan.width * scale), height: Math.round(plan.height * scale),
        viewBox: `0 0 ${plan.width} ${plan.height}`,
        role: 'img', 'aria-label': `Diagram of ${tables.length === 1 ? 'the table' : `${tables.length} tables:`} ${names}`,
    }, svg('defs', {}, arrow), ...lines, ...plan.boxes.map(drawTable)));
}
