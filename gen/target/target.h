/*
 * Targets: manifests and templates.
 *
 * A target is data. `templates/NAME/DIALECT.target` (or NAME.target where a
 * target has but one form) is its manifest, written in the schema language's
 * own grammar; `extends` names manifests whose entries it takes over. What a
 * manifest can say is in authgen-templates(5).
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
    struct ag_str hint; /* what becomes of it, or the way out, or a remark */
    const struct ag_expr *texts; /* it is about these, of features named *_text;
                                    a list of strings */
    bool limited; /* and about texts that are longer than the database's limit */
};

struct ag_target_opt {
    struct ag_target_opt *next;
    struct ag_str name;
    struct ag_str value;  /* the default, or what the user said */
    const struct ag_expr *values; /* the list of what is allowed; NULL: any */
    struct ag_str doc;
    bool boolean; /* true or false */
};

/* What an output is made for. */
enum ag_each { AG_EACH_schema, AG_EACH_model, AG_EACH_enum };

/* A file, or a file for each model or enum, that a target writes. */
struct ag_target_output {
    struct ag_target_output *next;
    struct ag_str name;
    enum ag_each each;
    struct ag_str file_text, template_name, when_text; /* as the manifest has
                                                          them */
    const struct ag_tmpl *file; /* its name: a template of schema and each */
    const struct ag_tmpl *text; /* of the same */
    const struct ag_tmpl *when; /* of the same: no file where it is empty; or
                                   NULL */
};

/* The identifiers that a manifest's `names` block makes. Those of models come
 * first. */
enum ag_name_kind { AG_NAME_model, AG_NAME_relations, AG_NAME_enum, AG_NNAME };

struct ag_target {
    struct ag_str name;    /* "drizzle@1" */
    struct ag_str title;
    enum ag_dialect dialect;
    bool whole; /* several outputs are one text to the tool: none imports */
    struct ag_capability features[AG_NFEATURE];
    struct ag_capability types[AG_NTYPE];
    struct ag_capability defaults[AG_NDEFAULT];
    const struct ag_str *folders; /* of the manifests, ended by one with no p */
    const struct ag_tmpl *names[AG_NNAME]; /* of a model or enum; NULL: none */
    struct ag_str reserved; /* identifiers with a meaning in the templates */
    struct ag_str names_doc; /* how identifiers are made, for the manual */
    struct ag_target_opt *options;
    struct ag_target_output *outputs;
    struct ag_tmpl_set *templates;
};

/* Where manifests and templates come from: the embedded ones, and what the
 * caller can read. */
struct ag_target_loader {
    struct ag_sources *sources;
    /* The file, or false; name is relative to a template directory, or a path
     * if it has a leading '.' or '/'. */
    bool (*load)(void *self, struct ag_str name, struct ag_str *text);
    void *self;
};

/* The target `name` ("drizzle", "drizzle@1", or the path of a manifest) for
 * `dialect`, its options set. NULL after an error. */
const struct ag_target *
ag_target_load(const struct ag_target_loader *loader, struct ag_str name,
               enum ag_dialect dialect, const struct ag_option *options,
               size_t noption, struct ag_arena *arena, struct ag_diags *diags);

/* What the target says of itself, without its templates: its title, options
 * and outputs. NULL if it does not write for the dialect. */
const struct ag_target *ag_target_glance(const struct ag_target_loader *loader,
                                         struct ag_str name,
                                         enum ag_dialect dialect,
                                         struct ag_arena *arena,
                                         struct ag_diags *diags);

/* The name after `previous`, or the first after an empty one, of what is built
 * in, in their order; empty at the end. Some are there for others to extend. */
struct ag_str ag_target_next(struct ag_str previous);

/* Whether a target of this name is built in: the part before '@' is a folder
 * with manifests. */
bool ag_target_known(struct ag_str name);

/* What `authgen targets` shows, in the order of the names. */
struct ag_target_entry {
    struct ag_target_info info;
    struct ag_target_entry *next;
};

/* The built-in targets. */
struct ag_target_entry *ag_target_list(const struct ag_target_loader *loader,
                                       struct ag_arena *arena,
                                       struct ag_diags *diags);

#endif
