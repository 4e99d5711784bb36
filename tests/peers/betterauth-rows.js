// Writes and reads every column of every table of a running Better Auth,
// through its adapter: what is compared is what the library hands back.

import { isDeepStrictEqual } from 'node:util';

// Longer than any VARCHAR that somebody may have thought of for it.
const long = 'x'.repeat(3000);

/** Columns that a row must be given. */
const needed = (field) => field.required !== false && field.defaultValue === undefined;

/** Strings that are looked for, or are part of a key, or have a default, may have a length. */
const hasLength = (table, name, { unique, index, sortable, references, defaultValue }) =>
    unique || index || sortable || references || defaultValue !== undefined
    || table.indexes?.some(({ fields }) => fields.includes(name));

const show = (value) => {
    const text = JSON.stringify(value) ?? 'undefined';
    return text.length > 80 ? `${text.slice(0, 60)}… (${text.length})` : text;
};

export class Rows {
    /** `bareLists`: there is no null for a list, only an empty one. */
    constructor(adapter, tables, { bareLists = false } = {}) {
        this.adapter = adapter;
        this.tables = tables;
        this.empty = (field) => (bareLists && /\[\]$/.test(field.type) ? [] : null);
        this.serial = 0;
        this.wrong = [];
        this.columns = 0;
    }

    /** A value that no other row has, as different as can be from the default. */
    value(table, name, field) {
        const n = ++this.serial;
        if (Array.isArray(field.type)) return field.type.at(-1);
        switch (field.type) {
        case 'string':
            return `${name} ${n} "é" 'ö' \\ 🔑${hasLength(table, name, field) ? '' : long}`;
        case 'number':
            return field.bigint ? 1_700_000_000_000 + n : 1000 + n;
        case 'boolean':
            return field.defaultValue !== true;
        case 'date':
            return new Date(Date.UTC(2031, 6, 5, 4, 3, 2, 100 + n % 900));
        case 'json':
            return { n, list: [1, "it's"], deep: { '"é"': null, yes: true } };
        case 'string[]':
            return [`${n}`, 'a,b', '{"c"}', ''];
        case 'number[]':
            return [n, 0, -1];
        default:
            throw new Error(`${name}: a value of type ${field.type}?`);
        }
    }

    /** Columns of a table that the library hands over as they came. */
    fields(model) {
        return Object.entries(this.tables[model].fields).filter(([name]) => name !== 'id');
    }

    model(modelName) {
        return Object.keys(this.tables).find((key) =>
            key === modelName || this.tables[key].modelName === modelName);
    }

    /** What a new row of a table holds, with the rows that it refers to made first. */
    async data(model, keep) {
        const data = {};
        for (const [name, field] of this.fields(model)) {
            if (!keep(field)) continue;
            if (field.references) {
                const target = await this.create(this.model(field.references.model), {}, needed);
                data[name] = target[field.references.field];
            } else {
                data[name] = this.value(this.tables[model], name, field);
            }
        }
        return data;
    }

    async create(model, change = {}, keep = () => true) {
        const data = { ...await this.data(model, keep), ...change };
        const row = await this.adapter.create({ model, data: { ...data } });
        return { ...data, id: row?.id };
    }

    find(model, id) {
        return this.adapter.findOne({ model, where: [{ field: 'id', value: id }] });
    }

    /** Compares what is in the database with what should be. */
    async compare(what, model, should) {
        const is = await this.find(model, should.id);
        if (!is) {
            this.wrong.push(`${what}: no ${model} of id ${show(should.id)}`);
            return;
        }
        for (const [name, value] of Object.entries(should)) {
            // Drivers have bigints or strings for these: the library makes numbers of them.
            const wide = this.tables[model].fields[name]?.bigint;
            const got = wide && is[name] !== null ? Number(is[name]) : is[name];
            if (!isDeepStrictEqual(got ?? null, value ?? null)) {
                this.wrong.push(`${what}: ${model}.${name} is ${show(got)}, `
                    + `should be ${show(value)}`);
            }
        }
    }

    async refused(what, work) {
        const worked = await work().then(() => true, () => false);
        if (worked) this.wrong.push(`${what} is not refused`);
    }

    async check(what, work) {
        try {
            await work();
        } catch (error) {
            // Drizzle's own message is the query, and with it all values.
            this.wrong.push(`${what}: ${(error.cause ?? error).stack}`);
        }
    }

    /** All columns; then new values for all; then none where there may be none. */
    async full(model) {
        const made = await this.create(model);
        this.columns += Object.keys(made).length;
        await this.compare('written', model, made);
        const where = [{ field: 'id', value: made.id }];
        const next = await this.data(model, () => true);
        await this.adapter.update({ model, where, update: next });
        await this.compare('updated', model, { ...next, id: made.id });
        const nulls = Object.fromEntries(this.fields(model)
            .filter(([, field]) => field.required === false)
            .map(([name, field]) => [name, this.empty(field)]));
        if (Object.keys(nulls).length === 0) return;
        await this.adapter.update({ model, where, update: { ...nulls } });
        await this.compare('emptied', model, { ...nulls, id: made.id });
    }

    /** Two rows with nothing that can be left out: no NULL is in the way of another. */
    async bare(model) {
        for (const which of ['first', 'second']) {
            const made = await this.create(model, {}, needed);
            for (const [name, field] of this.fields(model)) {
                const { defaultValue, onUpdate } = field;
                if (name in made || onUpdate || typeof defaultValue === 'function') continue;
                made[name] = defaultValue ?? this.empty(field);
            }
            await this.compare(`${which} without optional columns`, model, made);
        }
    }

    async unique(model) {
        const sets = this.fields(model).filter(([, field]) => field.unique).map(([name]) => [name]);
        for (const index of this.tables[model].indexes ?? []) {
            if (index.unique) sets.push(index.fields);
        }
        for (const set of sets) {
            const made = await this.create(model);
            const same = Object.fromEntries(set.map((name) => [name, made[name]]));
            await this.refused(`a second ${model} of the same ${set.join(', ')}`,
                () => this.create(model, same));
        }
    }

    /** What becomes of a row when one that it refers to is deleted. */
    async deleted(model) {
        for (const [name, field] of this.fields(model)) {
            if (!field.references) continue;
            const made = await this.create(model);
            const target = this.model(field.references.model);
            await this.adapter.delete({
                model: target, where: [{ field: field.references.field, value: made[name] }],
            });
            const what = `${model}.${name} -> ${target}`;
            const is = await this.find(model, made.id);
            if ((field.references.onDelete ?? 'cascade') === 'cascade') {
                if (is) this.wrong.push(`${what}: not deleted with it`);
            } else if (field.references.onDelete === 'set null') {
                if (is?.[name] !== null) this.wrong.push(`${what}: is ${show(is?.[name])}, not null`);
            } else {
                this.wrong.push(`${what}: onDelete ${field.references.onDelete}?`);
            }
            await this.refused(`${what}: a value that is not there`,
                () => this.create(model, { [name]: made[name] }));
        }
    }

    async all() {
        for (const model of Object.keys(this.tables)) {
            for (const part of ['full', 'bare', 'unique', 'deleted']) {
                await this.check(`${part} ${model}`, () => this[part](model));
            }
        }
        return this.wrong;
    }
}
