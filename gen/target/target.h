/*
 * Targets: manifests and templates.
 *
 * A target is data. Its manifest is `templates/NAME/DIALECT.target`, or
 * NAME.target if it has only one form, in the grammar of the schema language.
 * `extends` names manifests whose entries it inherits. authgen-templates(5)
 * describes manifests.
 */
#ifndef AG_GEN_TARGET_TARGET_H
#define AG_GEN_TARGET_TARGET_H

#include "authgen/authgen.h"
#include "base/arena.h"
#include "base/diag.h"
#include "base/source.h"
#include "gen/schema/feature.h"
#include "gen/schema/schema.h"
#include "gen/template/template.h"

struct ag_capability {
    enum ag_support support;
    struct ag_str hint;         /* the equivalent, a workaround, or a remark */
    const struct ag_str *texts; /* it is about these, of features named *_text;
                                   ended by p == NULL; or NULL */
    bool limited; /* also about texts over the database's limit */
};

struct ag_target_opt {
    struct ag_target_opt *next;
    struct ag_str name;
    struct ag_str value;          /* the default, or the user's value */
    struct ag_str setting; /* the setting of `config` that is the default */
    const struct ag_str *values;  /* the allowed values, one of which may be
                                     empty; ended by p == NULL; NULL: any */
    struct ag_str doc;
    const char *custom; /* the setting of the project that is the default */
    bool boolean; /* true or false */
    bool number;
    bool fixed; /* blocks of the manifest depend on it: the target is loaded for
                   this value */
};

/* A constant of the manifest's `set` blocks, which templates see as they see
 * options and nobody can set. */
struct ag_target_const {
    struct ag_target_const *next;
    struct ag_str name;
    struct ag_str value; /* p is NULL if no block that applies gives it one */
    bool open; /* it has another value for other options */
};

/* A value of a constant, from a `set` block; a later one that applies wins. */
struct ag_target_rule {
    struct ag_target_rule *next;
    struct ag_str when; /* the block's name: for which value of an option it
                           applies, as with other blocks; empty: always */
    struct ag_str name;
    struct ag_str value;
};

/* What the project says about its code, as the default of the options whose
 * `project` names it. A list is ended by a name that is NULL. */
struct ag_target_custom {
    const char *name; /* one of ag_target_customs */
    struct ag_str value;
};

extern const char *const ag_target_customs[]; /* ended by NULL */

/* The objects for which an output is made. */
enum ag_each { AG_EACH_schema, AG_EACH_model, AG_EACH_enum };

/* A file, or a file for each model or enum, that a target writes. */
struct ag_target_output {
    struct ag_target_output *next;
    struct ag_str name;
    enum ag_each each;
    struct ag_str file_text, template_name, when_text; /* as the manifest has
                                                          them */
    uint32_t file; /* its name: the number of a template of schema and each */
    uint32_t text; /* its content; same parameters */
    uint32_t when; /* a condition on the same parameters: no file where it
                      renders nothing; or 0: always */
};

/* The identifiers of a manifest's `names` block. Those of models come first. */
enum ag_name_kind {
    AG_NAME_code, /* of a model with a fixed name in code */
    AG_NAME_model,
    AG_NAME_relations,
    AG_NAME_enum,
    AG_NNAME
};

struct ag_target {
    struct ag_str name;    /* "drizzle@1" */
    struct ag_str title;
    enum ag_dialect dialect;
    struct ag_str convention; /* of its tool; empty: none */
    bool whole; /* the tool reads several outputs as one: no imports */
    struct ag_capability features[AG_NFEATURE];
    struct ag_capability types[AG_NTYPE];
    struct ag_capability defaults[AG_NDEFAULT];
    const struct ag_str *folders; /* of the manifests, ended by p == NULL */
    uint32_t names[AG_NNAME]; /* templates of a model or enum; 0: none */
    struct ag_str reserved;  /* identifiers that the templates use */
    struct ag_str names_doc; /* how identifiers are made, for the manual */
    struct ag_target_opt *options;
    struct ag_target_const *consts;
    struct ag_target_rule *rules; /* of `consts` */
    struct ag_target_output *outputs;
    const struct ag_templates *templates;
};

/* Loads manifests and templates: the embedded ones, and files of the caller. */
struct ag_target_loader {
    struct ag_sources *sources;
    /* Loads a file; false if there is none. `name` is relative to a template
     * directory, or a path if it begins with '.' or '/'. */
    bool (*load)(void *self, struct ag_str name, struct ag_str *text);
    void *self;
    bool own; /* the caller may have files in place of the embedded ones */
};

/* Loads the target `name` ("drizzle", "drizzle@1", or the path of a manifest)
 * for the dialect and the settings of `schema`, and sets its options; `customs`
 * may be NULL. NULL after an error. */
const struct ag_target *
ag_target_load(const struct ag_target_loader *loader, struct ag_str name,
               const struct ag_schema *schema,
               const struct ag_target_custom *customs,
               const struct ag_option *options, size_t noption,
               struct ag_arena *arena, struct ag_diags *diags);

/* Whether an option may have the value. */
bool ag_target_allows(const struct ag_target_opt *option, struct ag_str value);

/* What a target's options ask for: gives its constants their values, and returns
 * the values of options and constants as templates see them, in this order; in
 * the arena. */
const struct ag_value *ag_target_values(struct ag_target *target,
                                        struct ag_arena *arena);

/* The layout that they ask for. */
struct ag_tmpl_style ag_target_style(const struct ag_target *target);

/* Loads a target without its templates: its title, options and outputs. NULL if
 * it does not support the dialect. */
const struct ag_target *ag_target_glance(const struct ag_target_loader *loader,
                                         struct ag_str name,
                                         enum ag_dialect dialect,
                                         struct ag_arena *arena,
                                         struct ag_diags *diags);

/* The npm packages of a target's tool, with blanks between them, and the release
 * that the target is for. False if the first block of NAME/NAME.target does not
 * say them. */
bool ag_target_packages(const struct ag_target_loader *loader,
                        struct ag_str name, struct ag_str *packages,
                        struct ag_str *release, struct ag_arena *arena);

/* The built-in target after `previous`, in the order of names; the first after
 * an empty name; empty at the end. Some exist only for others to extend. */
struct ag_str ag_target_next(struct ag_str previous);

/* Whether a target of this name is built in: the part before '@' is a folder
 * with manifests. */
bool ag_target_known(struct ag_str name);

/* Whose a generator block is. Prisma runs each provider as a command. So that one
 * schema serves both, `provider` may be the command of authgen, such as
 * "npx authgen", and `target` then names the target; or `provider` is the target,
 * which Prisma cannot run. */

/* Whether a provider is a command that runs authgen. */
bool ag_provider_is_authgen(struct ag_str provider);

/* Whether a provider is that command or a target. */
bool ag_provider_is_ours(struct ag_str provider);

/* The string in a generator block that is its target; NULL if the block is
 * another tool's, or if `target` is missing or no string. */
const struct ag_expr *ag_generator_target(const struct ag_decl *block);

/* An entry of `authgen targets`; the list is in the order of names. */
struct ag_target_entry {
    struct ag_target_info info;
    struct ag_target_entry *next;
};

/* The built-in targets. */
struct ag_target_entry *ag_target_list(const struct ag_target_loader *loader,
                                       struct ag_arena *arena,
                                       struct ag_diags *diags);

#endif
