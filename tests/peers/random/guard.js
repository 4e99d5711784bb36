// Before anything else is loaded: a tool that gives up must not end the process.

process.exit = (status) => {
    throw new Error(`a tool ends with status ${status}`);
};
