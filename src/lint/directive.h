/*
 * directive: the comments of a list that speak to curlint. docs/suppression.md says what they may
 * hold and where they may stand.
 *
 * A directive is a comment to GitHub too: what stands in code, in another comment or behind a
 * backslash is none. The model knows the comments (doc/document.h, opaques) but for those in cells
 * that GitHub drops, where the hidden cell of a row is.
 */
#ifndef CURLINT_LINT_DIRECTIVE_H
#define CURLINT_LINT_DIRECTIVE_H

#include "lint/settings.h"

/* How far a directive reaches, from the nearest on. Of one reach they are alike or far apart. */
enum reach {
    REACH_ENTRY,
    REACH_BLOCK, /* all lines of a paragraph, an item's text, a heading, a row that is no entry */
    REACH_LINE,
    REACH_RANGE, /* to the end, where no other of its rule comes before that */
    REACH_FILE,
    REACH_COUNT, /* none */
};

struct directive {
    struct suppression told;
    enum reach reach;
    uint32_t start, end; /* of REACH_ENTRY entries by index, else bytes where findings begin */
    uint32_t line;       /* the next line that is neither blank nor a directive, or NO_INDEX */
};

/* Zero-initialise; directives_free() when done. By place. */
struct directives {
    struct directive *at; /* heap, owned */
    size_t n, cap;
    struct suppressed_rules *names; /* heap, owned: of all of them */
    size_t name_count, name_room;
};

/* Read those of a list. Linear in its size, whatever it holds; nothing for a refused one. */
void directives_read(struct directives *directives, const struct document *doc,
                     const struct settings *settings);
void directives_free(struct directives *directives);

#endif
