/*
 * Diagnostics as SARIF 2.1.0, with one run of one tool:
 * https://docs.oasis-open.org/sarif/sarif/v2.1.0/sarif-v2.1.0.html
 *
 * A diagnostic with a code becomes a result, and its code a rule. Messages of
 * the command itself become notifications of the tool.
 */
#include "config.h"

#include "base/diag.h"
#include "cli/explain.h"
#include "cli/format.h"
#include "cli/json.h"
#include "cli/uri.h"

struct rule {
    struct rule *next;
    unsigned code;
};

/* Parts of the document that follow the results. */
struct sarif {
    struct rule *rules;
    struct ag_str notices; /* in JSON */
    bool failed;           /* the run failed; a wrong schema is not a failure */
};

static struct sarif *
sarif_of(struct ag_text *text)
{
    if (!text->state)
        text->state = AG_NEW(text->out.arena, struct sarif);
    return text->state;
}

static uint32_t
rule_index(struct ag_text *text, unsigned code)
{
    struct rule **at = &sarif_of(text)->rules;
    uint32_t i = 0;

    for (; *at && (*at)->code != code; at = &(*at)->next)
        i++;
    if (!*at) {
        *at = AG_NEW(text->out.arena, struct rule);
        (*at)->code = code;
    }
    return i;
}

static void
put_artifact(struct ag_text *text, struct ag_json *json, const char *file)
{
    struct ag_buf uri;

    ag_buf_init(&uri, text->out.arena);
    ag_put_uri(&uri, ag_str(file));
    ag_json_open(json, "artifactLocation", '{');
    ag_json_text(json, "uri", ag_buf_text(&uri));
    ag_json_close(json, '}');
    ag_buf_free(&uri);
}

static void
put_region(struct ag_json *json, const char *key,
           const struct ag_position *begin, const struct ag_position *end)
{
    ag_json_open(json, key, '{');
    ag_json_number(json, "startLine", begin->line);
    ag_json_number(json, "startColumn", begin->utf16);
    ag_json_number(json, "endLine", end->line);
    ag_json_number(json, "endColumn", end->utf16);
    ag_json_number(json, "byteOffset", begin->offset);
    ag_json_number(json, "byteLength", end->offset - begin->offset);
    ag_json_close(json, '}');
}

static void
put_message(struct ag_json *json, const char *key, struct ag_str message)
{
    ag_json_open(json, key, '{');
    ag_json_text(json, "text", message);
    ag_json_close(json, '}');
}

/* The location of `d`; with its message if it is a related location. */
static void
put_location(struct ag_text *text, struct ag_json *json,
             const struct ag_diagnostic *d, bool related)
{
    ag_json_open(json, NULL, '{');
    ag_json_open(json, "physicalLocation", '{');
    put_artifact(text, json, d->file);
    put_region(json, "region", &d->begin, &d->end);
    ag_json_close(json, '}');
    if (related)
        put_message(json, "message", ag_str(d->message));
    ag_json_close(json, '}');
}

/* The message, followed by the help lines, which have no position. */
static struct ag_str
message_of(struct ag_text *text, const struct ag_diagnostic *d)
{
    struct ag_str message = ag_str(d->message);

    for (size_t i = 0; i < d->nnote; i++)
        if (!d->notes[i].file)
            message = ag_arena_fmt(text->out.arena, "%.*s\nhelp: %s",
                                   AG_ARG(message), d->notes[i].message);
    return message;
}

/* Writes each edit as a separate change; a diagnostic has only a few. */
static void
put_fix(struct ag_text *text, struct ag_json *json,
        const struct ag_diagnostic *d)
{
    ag_json_open(json, "fixes", '[');
    ag_json_open(json, NULL, '{');
    ag_json_open(json, "artifactChanges", '[');
    for (size_t i = 0; i < d->nedit; i++) {
        const struct ag_edit *e = &d->edits[i];
        ag_json_open(json, NULL, '{');
        put_artifact(text, json, e->file);
        ag_json_open(json, "replacements", '[');
        ag_json_open(json, NULL, '{');
        put_region(json, "deletedRegion", &e->begin, &e->end);
        put_message(json, "insertedContent", ag_str(e->text));
        ag_json_close(json, '}');
        ag_json_close(json, ']');
        ag_json_close(json, '}');
    }
    ag_json_close(json, ']');
    ag_json_close(json, '}');
    ag_json_close(json, ']');
}

static void
put_result(struct ag_text *text, const struct ag_diagnostic *d)
{
    struct ag_json json = {&text->out, false};

    ag_json_open(&json, NULL, '{');
    ag_json_text(&json, "ruleId", ag_code_name(text, d->code));
    ag_json_number(&json, "ruleIndex", rule_index(text, d->code));
    ag_json_text(&json, "level", ag_str(ag_level_name(d->level)));
    put_message(&json, "message", message_of(text, d));
    ag_json_open(&json, "locations", '[');
    if (d->file)
        put_location(text, &json, d, false);
    ag_json_close(&json, ']');
    ag_json_open(&json, "relatedLocations", '[');
    for (size_t i = 0; i < d->nnote; i++)
        if (d->notes[i].file)
            put_location(text, &json, &d->notes[i], true);
    ag_json_close(&json, ']');
    if (d->nedit)
        put_fix(text, &json, d);
    ag_json_close(&json, '}');
}

static void
put_notice(struct ag_text *text, const struct ag_diagnostic *d)
{
    struct sarif *sarif = sarif_of(text);
    struct ag_buf out;
    struct ag_json json = {&out, sarif->notices.n != 0};

    sarif->failed |= d->level == AG_LEVEL_ERROR;
    ag_buf_init(&out, text->out.arena);
    ag_buf_str(&out, sarif->notices);
    ag_json_open(&json, NULL, '{');
    ag_json_text(
        &json, "level",
        ag_str(d->level < AG_LEVEL_NOTE ? "note" : ag_level_name(d->level)));
    put_message(&json, "message", message_of(text, d));
    ag_json_close(&json, '}');
    sarif->notices = ag_buf_take(&out);
}

static void
begin(struct ag_text *text)
{
    struct ag_json json = {&text->out, false};

    if (text->nput++)
        return;
    ag_json_open(&json, NULL, '{');
    ag_json_text(&json, "$schema",
                 AG_STR("https://json.schemastore.org/sarif-2.1.0.json"));
    ag_json_text(&json, "version", AG_STR("2.1.0"));
    ag_json_open(&json, "runs", '[');
    ag_json_open(&json, NULL, '{');
    ag_json_text(&json, "columnKind", AG_STR("utf16CodeUnits"));
    ag_json_open(&json, "results", '[');
}

static void
put_sarif(struct ag_text *text, const struct ag_diagnostic *d)
{
    begin(text);
    if (!d->code) {
        put_notice(text, d);
        return;
    }
    ag_buf_str(&text->out, text->nput++ > 1 ? AG_STR(",\n") : AG_STR("\n"));
    put_result(text, d);
}

static void
put_rule(struct ag_text *text, struct ag_json *json, unsigned code)
{
    const struct ag_code_info *info = ag_codes;

    while (info->code != code)
        info++;
    ag_json_open(json, NULL, '{');
    ag_json_text(json, "id", ag_code_name(text, code));
    ag_json_text(json, "name", ag_str(info->name));
    put_message(json, "shortDescription", ag_str(info->summary));
    put_message(json, "help", ag_explain(code));
    ag_json_open(json, "defaultConfiguration", '{');
    ag_json_text(json, "level",
                 info->severity == AG_ERROR ? AG_STR("error")
                                            : AG_STR("warning"));
    ag_json_close(json, '}');
    ag_json_close(json, '}');
}

static void
end_sarif(struct ag_text *text)
{
    const struct sarif *sarif = sarif_of(text);
    struct ag_json json = {&text->out, true};

    begin(text);
    ag_buf_char(&text->out, '\n');
    ag_json_close(&json, ']');
    ag_json_open(&json, "tool", '{');
    ag_json_open(&json, "driver", '{');
    ag_json_text(&json, "name", AG_STR("authgen"));
    ag_json_text(&json, "version", AG_STR(PACKAGE_VERSION));
    ag_json_open(&json, "rules", '[');
    for (const struct rule *rule = sarif->rules; rule; rule = rule->next)
        put_rule(text, &json, rule->code);
    ag_json_close(&json, ']');
    ag_json_close(&json, '}');
    ag_json_close(&json, '}');
    ag_json_open(&json, "invocations", '[');
    ag_json_open(&json, NULL, '{');
    ag_json_bool(&json, "executionSuccessful", !sarif->failed);
    ag_json_open(&json, "toolExecutionNotifications", '[');
    ag_buf_str(&text->out, sarif->notices);
    ag_json_close(&json, ']');
    ag_json_close(&json, '}');
    ag_json_close(&json, ']');
    ag_json_close(&json, '}');
    ag_json_close(&json, ']');
    ag_json_close(&json, '}');
    ag_buf_char(&text->out, '\n');
}

const struct ag_format ag_format_sarif = {
    .name = "sarif",
    .put = put_sarif,
    .end = end_sarif,
};
