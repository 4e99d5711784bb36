// Random choices that depend on a number alone: the same number, the same choices.

/** A stream of numbers in [0, 1): Mulberry32. */
function stream(seed) {
    let state = seed >>> 0;
    return () => {
        state = (state + 0x6d2b79f5) >>> 0;
        let mixed = Math.imul(state ^ (state >>> 15), state | 1);
        mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
        return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
    };
}

export class Draw {
    constructor(seed) {
        // Neighbours are far apart.
        this.next = stream(Math.imul(seed + 1, 0x9e3779b1));
    }

    /** A number from 0 to n - 1. */
    below(n) {
        return Math.floor(this.next() * n);
    }

    chance(probability) {
        return this.next() < probability;
    }

    pick(list) {
        return list[this.below(list.length)];
    }

    /** Up to `most` different ones, at least one. */
    some(list, most) {
        const left = [...list];
        const count = 1 + this.below(Math.min(most, left.length));
        return Array.from({ length: count }, () => left.splice(this.below(left.length), 1)[0]);
    }
}
