// The two editors: of the source, and of the output, which is read only.

import { autocompletion, closeBrackets, closeBracketsKeymap, completionKeymap } from '@codemirror/autocomplete';
import { defaultKeymap, history, historyKeymap } from '@codemirror/commands';
import { bracketMatching, indentOnInput, indentUnit } from '@codemirror/language';
import { forEachDiagnostic, lintGutter, nextDiagnostic, setDiagnostics } from '@codemirror/lint';
import { Compartment, EditorState, StateEffect, StateField } from '@codemirror/state';
import { drawSelection, EditorView, highlightActiveLine, highlightActiveLineGutter, keymap, lineNumbers, showTooltip } from '@codemirror/view';
import { highlighting, languageOf } from './language.js';

const common = [lineNumbers(), drawSelection(), highlighting, EditorState.tabSize.of(4)];

// The description of what the cursor is in, until the cursor or the text changes.
const describe = StateEffect.define();
const description = StateField.define({
    create: () => null,
    update(value, transaction) {
        for (const effect of transaction.effects) if (effect.is(describe)) return effect.value;
        return transaction.docChanged || transaction.selection ? null : value;
    },
    provide: (field) => showTooltip.from(field),
});

/** Applies the first fix at the cursor, or the first one after it; false if there is
 * none. */
export function fix(view, applied) {
    const head = view.state.selection.main.head;
    const { from, to } = view.state.doc.lineAt(head);
    const found = [];
    forEachDiagnostic(view.state, (diagnostic, begin, end) => {
        if (diagnostic.actions?.length) found.push({ diagnostic, begin, end, near: begin <= to && end >= from });
    });
    const first = found.find(({ near }) => near) ?? found.find(({ begin }) => begin > head) ?? found[0];
    if (!first) return false;
    const [action] = first.diagnostic.actions;
    action.apply(view, first.begin, first.end);
    applied(action.name);
    return true;
}

/** The commands of the source's editor, with the keys that the page lists. */
export const commands = (server, applied) => [
    { key: 'Ctrl-Space', label: 'complete' },
    { key: 'Ctrl-.', label: 'apply the fix at the cursor', run: (view) => fix(view, applied) },
    { key: 'F8', label: 'go to the next problem', run: nextDiagnostic },
    { key: 'Ctrl-k Ctrl-i', label: 'describe what is at the cursor', run(view) {
        server.describe(view.state).then((tooltip) => view.dispatch({ effects: describe.of(tooltip) }));
        return true;
    } },
    { key: 'F12', label: 'go to the declaration', run: (view) => (server.definition(view), true) },
    { key: 'Shift-Alt-f', label: 'format', run: (view) => (server.format(view), true) },
];

/** The editor of the source. `changed` is called with the view after a change. */
export function sourceEditor(parent, server, keys, changed) {
    const language = new Compartment();
    const extensions = [
        ...common, language.of([]), history(), closeBrackets(), bracketMatching(), indentOnInput(), indentUnit.of('  '),
        highlightActiveLine(), highlightActiveLineGutter(), lintGutter(), server.hover, description,
        autocompletion({ override: [server.complete], icons: false }),
        keymap.of([...keys.filter(({ run }) => run), ...completionKeymap, ...closeBracketsKeymap, ...historyKeymap, ...defaultKeymap,
            { key: 'Escape', run: (view) => view.state.field(description) !== null && (view.dispatch({ effects: describe.of(null) }), true) }]),
        EditorView.contentAttributes.of({ 'aria-label': 'Source', 'aria-describedby': 'summary', tabindex: '0' }),
        EditorView.updateListener.of((update) => update.docChanged && changed(update.view)),
    ];
    const view = new EditorView({ parent, state: EditorState.create({ extensions }) });
    return {
        view,
        /** Shows another text, with a history of its own. */
        open(path, text) {
            view.setState(EditorState.create({ doc: text, extensions }));
            view.dispatch({ effects: language.reconfigure(languageOf(path)) });
        },
        mark(diagnostics) {
            view.dispatch(setDiagnostics(view.state, diagnostics));
        },
    };
}

/** The editor that shows an output. */
export function outputEditor(parent) {
    const language = new Compartment();
    const view = new EditorView({ parent, state: EditorState.create({ extensions: [
        ...common, language.of([]), EditorState.readOnly.of(true), EditorView.editable.of(false), keymap.of(defaultKeymap),
        EditorView.contentAttributes.of({ 'aria-label': 'Output', tabindex: '0' }),
    ] }) });
    return {
        view,
        show(path, text) {
            const same = view.state.doc.toString() === text;
            view.dispatch({
                changes: same ? undefined : { from: 0, to: view.state.doc.length, insert: text },
                effects: language.reconfigure(languageOf(path)),
            });
        },
    };
}
