/*
 * Layout: groups that are broken into lines if their line is too long;
 * private to the template engine.
 *
 * Everything is written flat, and marks remember where it could be broken.
 * When the outermost group ends and its line fits, the marks are forgotten:
 * the common case costs a few stores. Only a line that is too long is laid
 * out again, outer groups before inner ones.
 *
 * Alignments, which are not groups, use the same marks: the cells of their
 * lines are padded when all of the lines are there.
 */
#ifndef AG_GEN_TEMPLATE_LAYOUT_H
#define AG_GEN_TEMPLATE_LAYOUT_H

#include "base/arena.h"
#include "base/buf.h"

struct ag_tmpl_style;

enum {
    AG_LAYOUT_WIDTH = 100, /* columns of a line, unless the style says others */
    AG_LAYOUT_STEP = 2,    /* blanks that a broken group is indented */
    AG_LAYOUT_CELLS = 8,   /* of a line that are aligned */
    AG_LAYOUT_CELL = 1000, /* bytes; wider ones align nothing, or one long name
                              would pad a whole file */
};

enum ag_layout_kind {
    AG_LAYOUT_OPEN,
    AG_LAYOUT_CLOSE,
    AG_LAYOUT_TAB, /* the end of a cell */
    AG_LAYOUT_BREAK,
    AG_LAYOUT_BACK,
    AG_LAYOUT_BROKEN,
};

struct ag_layout_mark;

/* A value alone on its line while it is rendered: its lines after the first
 * one will be indented when it is complete. */
struct ag_layout_margin {
    const struct ag_layout_margin *up;
    uint32_t start; /* of the value in the output */
    uint32_t width;
};

/* An alignment that is open. */
struct ag_layout_rows {
    struct ag_layout_rows *up;
    uint32_t start; /* in the output */
    uint32_t mark;  /* the first one of its cells */
};

struct ag_layout {
    struct ag_buf *out;
    struct ag_arena *arena;
    const struct ag_tmpl_style *style;
    const struct ag_layout_margin *margins;
    uint32_t floor; /* the output before it is not of this text */
    struct ag_layout_mark *marks;
    uint32_t nmark;
    uint32_t room;
    uint32_t group;     /* the innermost group that is open, from 1; 0: none */
    struct ag_layout_rows *rows; /* the innermost alignment; NULL: none */
    struct ag_buf flat; /* text that is laid out again */
    struct {
        uint32_t line; /* where the last line begins that a break indented */
        uint32_t mark; /* the group of that break */
    } broke;           /* while laying out */
    bool marked; /* the text may have marks of ag_tmpl_probe */
};

/* The style with what is usual in place of 0. */
struct ag_tmpl_style ag_layout_style(struct ag_tmpl_style style);

void ag_layout_init(struct ag_layout *layout, struct ag_arena *arena,
                    const struct ag_tmpl_style *style, struct ag_buf *out);
void ag_layout_free(struct ag_layout *layout);

enum ag_layout_group {
    AG_LAYOUT_PLAIN,
    AG_LAYOUT_FORCED, /* it is broken in any case, and with it those around it */
    AG_LAYOUT_HUG,    /* if it is too long, its last group alone is broken, if
                         what is before the first break of that one fits */
    AG_LAYOUT_KEY,    /* a key, its colon, a break and a text: it stays flat if the
                         break moves the text by few columns */
};

/* Begins a group; `tail` columns follow it on its line. */
void ag_layout_open(struct ag_layout *layout, uint32_t tail,
                    enum ag_layout_group kind);
void ag_layout_close(struct ag_layout *layout);

/* A break, a back or a text that is printed if its group is broken. Outside of
 * groups everything is flat. */
void ag_layout_mark(struct ag_layout *layout, enum ag_layout_kind kind,
                    struct ag_str text);

/* Begins an alignment, whose lines' cells will begin at the same columns. An
 * empty line begins it anew; a line without cells has no part in it. Widths are
 * in bytes, as `prisma format` counts them. In a group nothing is aligned. */
void ag_layout_rows_open(struct ag_layout *layout, struct ag_layout_rows *rows);
void ag_layout_rows_close(struct ag_layout *layout);

/* Ends a cell: a blank, or as many as it takes; none at the end of a line. */
void ag_layout_tab(struct ag_layout *layout);

/* Begins every line of the output after `start` but the first with `blanks`;
 * empty lines stay empty. */
void ag_layout_indent(struct ag_layout *layout, uint32_t start,
                      struct ag_str blanks);

/* Writes the indentation and the ends of the output's lines from `start` on in the
 * style: until then, a step is AG_LAYOUT_STEP blanks, and a line ends with \n. */
void ag_layout_restyle(const struct ag_layout *layout, uint32_t start);

/* The output was cut: moves marks after its end to its end. */
void ag_layout_cut(struct ag_layout *layout);

/* `by` bytes were inserted at `from`: moves the marks at `from` and after. */
void ag_layout_shift(struct ag_layout *layout, uint32_t from, uint32_t by);

#endif
