/* The commands that write schemas: `init` and `expand`. */
#include <string.h>
#include <unistd.h>

#include "base/escape.h"
#include "base/path.h"
#include "cli/output.h"
#include "cli/run.h"

/* The schema that `init` makes, and the output that it requests. */
#define USUAL "schema.auth"
#define OUTPUT "src/db/schema.ts"

static void
put_schema(struct ag_buf *out, const struct ag_args *args)
{
    ag_buf_fmt(out,
               "// The tables of this application. `authgen` generates what "
               "the generator block requests.\n"
               "// `man authgen-schema` explains the language.\n\n");
    for (size_t i = 0; i < args->use.n; i++) {
        ag_buf_fmt(out, "use ");
        ag_put_json(out, ag_str(args->use.p[i]));
        ag_buf_char(out, '\n');
    }
    if (args->use.n == 0)
        ag_buf_fmt(out, "use \"better-auth\"\n"
                        "// use \"better-auth/two-factor\"\n"
                        "// `authgen presets` lists all presets.\n");
    ag_buf_fmt(out,
               "\ndatasource db {\n  provider = \"%s\"\n}\n\n"
               "generator schema {\n"
               "  provider = \"authgen\"\n"
               "  target   = \"drizzle\" // or prisma, typeorm, ddl\n"
               "  output   = \"" OUTPUT "\"\n}\n\n"
               "// You can change the models of a preset:\n"
               "//\n"
               "// extend model User {\n"
               "//   nickname String?\n"
               "// }\n\n"
               "// Your own tables:\n"
               "//\n"
               "// model Post {\n"
               "//   id     Id     @id\n"
               "//   title  String\n"
               "//   userId Id     @references(User.id, onDelete: Cascade)\n"
               "// }\n",
               args->dialect ? args->dialect : "sqlite");
}

/* Writes a starter schema. Never overwrites a file. */
int
ag_run_init(struct ag_run *run)
{
    const struct ag_args *args = &run->args;
    const char *path = args->operands.n ? args->operands.p[0] : USUAL;
    const bool usual = strcmp(path, USUAL) == 0;
    const struct ag_request request = {.dialect = args->dialect};
    struct ag_buf out;

    if (access(path, F_OK) == 0) {
        ag_text_say(&run->text, AG_LEVEL_ERROR, "'%s' already exists", path);
        ag_text_say(&run->text, AG_LEVEL_HELP, "name another file");
        return AG_STATUS_USAGE;
    }
    /* In an empty schema, only the dialect can be wrong. */
    ag_check_schema(ag_run_open(run), &request);
    ag_text_diagnostics(&run->text, run->context);
    int status = (int)ag_status(run->context);
    if (status != AG_STATUS_FINE)
        return status;
    ag_buf_init(&out, &run->arena);
    put_schema(&out, args);
    struct ag_output output = {.path = path, .text = out.p, .size = out.n};
    if (!ag_outputs_write(&output, 1, false, &run->arena, &run->text)) {
        status = AG_STATUS_IO;
    } else {
        ag_text_say(&run->text, AG_LEVEL_NOTE, "created %s", path);
        ag_text_say(&run->text, AG_LEVEL_HELP,
                    "edit it, then run `authgen%s%s` to write %.*s" OUTPUT,
                    usual ? "" : " ", usual ? "" : path,
                    AG_ARG(ag_path_folder(ag_str(path))));
    }
    ag_buf_free(&out);
    return status;
}

int
ag_run_expand(struct ag_run *run)
{
    const struct ag_strings *files = &run->args.operands;
    size_t size = 0;
    const char *text;

    if (files->n == 0) {
        ag_text_say(&run->text, AG_LEVEL_ERROR,
                    "missing the file to expand, such as auth.ts");
        return AG_STATUS_USAGE;
    }
    ag_run_open(run);
    text = ag_expand_file(run->context, files->p[0], &size);
    ag_text_diagnostics(&run->text, run->context);
    int status = (int)ag_status(run->context);
    if (status != AG_STATUS_FINE)
        return status;
    return ag_run_print(run, (struct ag_str){text, (uint32_t)size, 0});
}
