'use strict';
// Drives the language server of an instance of the module: see lsp/wasm.h.

const BUSY = -2;

// So that all messages that have arrived are received before the first is served.
const later = globalThis.setImmediate ?? ((call) => setTimeout(call));

/** Calls `exit` with the exit status when the server has ended. */
module.exports = function serve(instance, exit) {
    let scheduled = false, ended = false;

    function finish(status) {
        ended = true;
        exit(status);
    }
    function next(status) {
        if (status >= 0) {
            finish(status);
        } else if (status === BUSY && !scheduled) {
            scheduled = true;
            later(work);
        }
    }
    function work() {
        scheduled = false;
        if (!ended) next(instance.step());
    }
    return {
        /** Takes what the client sends: messages with their headers, in any pieces. */
        receive(bytes) {
            if (!ended) next(instance.receive(bytes));
        },
        /** The client is gone: does what is left to do. */
        end() {
            let status = scheduled ? BUSY : -1;
            while (!ended && status === BUSY) status = instance.step();
            if (!ended) finish(status < 0 ? 1 : status);
        },
    };
};
