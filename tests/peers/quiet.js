// Suites from npm say on the console what they do; here only TAP is said.

/** What `work` said on console.log; if it throws, that goes with the error. */
export async function quietly(work) {
    const said = [];
    const { log } = console;
    console.log = (...words) => said.push(words.join(' '));
    try {
        await work();
        // Their colours are of no use.
        return said.join('\n').replace(/\x1b\[[\d;]*m/g, '');
    } catch (error) {
        const last = said.filter((line) => line.trim()).slice(-2).join(' ');
        throw new Error(`${last.replace(/\x1b\[[\d;]*m/g, '')}\n${error.stack}`);
    } finally {
        console.log = log;
    }
}
