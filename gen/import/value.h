/*
 * Making and resolving values. Private to
 * gen/import/{value,origin,call,operator}.c.
 *
 * A step returns the next value on the way to a result, or none.
 */
#ifndef AG_GEN_IMPORT_VALUE_H
#define AG_GEN_IMPORT_VALUE_H

#include "gen/import/reader.h"

enum {
    AG_CONFIG_DEEPEST = 64,  /* chained names, nested calls and spreads */
    AG_CONFIG_STEPS = 500000 /* a tenth of a second */
};

extern const struct ag_js ag_config_undefined;

/* Whether the kind of a resolved value is known: it is what the text says. */
bool ag_config_is_known(struct ag_config_value v);

/* Whether a value that is not an object certainly has no properties. */
bool ag_config_is_literal(struct ag_config_value v);

/* A list of values while it is made. */
struct ag_config_list {
    struct ag_js *items, **end;
};

/* Appends `v`, with its own module and call; returns the item. */
struct ag_js *ag_config_append(struct ag_config_reader *c,
                               struct ag_config_list *list,
                               struct ag_config_value v);

/* The same for ...v. */
void ag_config_append_spread(struct ag_config_reader *c,
                             struct ag_config_list *list,
                             struct ag_config_value v);

/* A value with these items, or with this text, where the text has `where`. */
struct ag_config_value ag_config_make(struct ag_config_reader *c,
                                      enum ag_js_kind kind,
                                      struct ag_config_list list,
                                      struct ag_config_value where);
struct ag_config_value ag_config_make_text(struct ag_config_reader *c,
                                           enum ag_js_kind kind,
                                           struct ag_str text,
                                           struct ag_config_value where);

/* The value, or the choice, that is one of the list. */
struct ag_config_value ag_config_choice(struct ag_config_reader *c,
                                        struct ag_config_list list,
                                        struct ag_config_value where);

/* The property `key` of an object; if it occurs twice, the last one; `before`
 * if it does not occur. Hidden if an unknown value may add it. The key "*" is
 * any item. */
struct ag_config_value ag_config_property(struct ag_config_reader *c,
                                          struct ag_config_value object,
                                          struct ag_str key,
                                          struct ag_config_value before);

/* origin.c: the value of a path such as a.b.c, whose names are those at
 * `where`; none if the text does not contain it. */
struct ag_config_value ag_config_named(struct ag_config_reader *c,
                                       struct ag_config_value where,
                                       struct ag_str path);

/* The last part of a path: c of a.b.c. */
struct ag_str ag_config_last_part(struct ag_str path);

/* call.c: one step from a call of a path, and of another expression. */
struct ag_config_value ag_config_step_call(struct ag_config_reader *c,
                                           struct ag_config_value call);
struct ag_config_value ag_config_step_apply(struct ag_config_reader *c,
                                            struct ag_config_value call);

/* operator.c: one step from an operator: of a condition, or another one. */
struct ag_config_value ag_config_step_condition(struct ag_config_reader *c,
                                                struct ag_config_value v);
struct ag_config_value ag_config_step_either(struct ag_config_reader *c,
                                             struct ag_config_value v);
struct ag_config_value ag_config_step_operation(struct ag_config_reader *c,
                                                struct ag_config_value v);

#endif
