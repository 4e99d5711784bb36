// Test Anything Protocol, version 13, on standard output.

const lines = (text) => String(text).replace(/\n+$/, '').split('\n');

export class Tap {
    count = 0;
    failed = 0;
    skipped = 0;

    constructor(out = process.stdout) {
        this.out = out;
        out.write('TAP version 13\n');
    }

    /** One result; what is wrong (a list of texts) makes it a failure and is shown below it. */
    result(name, wrong = []) {
        const good = wrong.length === 0;
        this.failed += good ? 0 : 1;
        // '#' would begin a directive, a newline a new result.
        const title = name.replace(/[#\n]/g, ' ');
        this.out.write(`${good ? 'ok' : 'not ok'} ${++this.count} - ${title}\n`);
        for (const text of wrong) this.comment(text);
        return good;
    }

    skip(name, why) {
        this.skipped++;
        this.out.write(`ok ${++this.count} - ${name} # SKIP ${why}\n`);
    }

    /** Every line gets its own '#', or a part of the text may be taken for a result. */
    comment(text) {
        for (const line of lines(text)) this.out.write(`# ${line}\n`);
    }

    bail(error) {
        this.out.write(`Bail out! ${lines(error.message)[0]}\n`);
        this.comment(error.stack);
        this.failed++;
    }

    done() {
        this.out.write(`1..${this.count}\n`);
    }
}
