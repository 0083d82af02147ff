/*
 * form: what a list's own form is, where its configuration says so: the columns of its tables, how
 * its badges are written, what its links are called, which files repeat others. Several rules go by
 * each part. What only one rule goes by is an option of that rule.
 */
#ifndef CURLINT_LINT_FORM_H
#define CURLINT_LINT_FORM_H

#include "doc/columns.h"
#include "doc/recent_wish.h"

struct template;

struct column {
    str name; /* of the header's cell; compared as rendered text */
    enum column_align align;
    bool required; /* no cell of it may be empty */
};

/* The columns of one kind of table. */
struct table_form {
    const struct column *columns;
    size_t column_count;
};

/* What a named part of a template may be. */
struct part_form {
    str name;    /* "venue" */
    str pattern; /* a PCRE2 pattern that has to match all of the part */
};

/* How a badge is written: Markdown with named parts, `…/stars/{owner}/{repo}?style=social…`. */
struct badge_form {
    str name; /* "stars" */
    str template;
    const struct part_form *parts; /* those with a pattern of their own */
    size_t part_count;
    struct template *compiled; /* of the two; heap, owned by the settings (lint/template.h) */
};

/* A page that repeats entries of other files on purpose. */
struct copies {
    str page;      /* path below the root */
    const str *of; /* globs of the files whose entries it repeats; none: every other list file */
    size_t of_count;
};

/* All of it in the arena of the settings; zero where the configuration says nothing. */
struct form {
    const struct table_form *tables; /* `columns:` */
    size_t table_count;
    const struct badge_form *badges; /* `badges:`, in the order of the file */
    size_t badge_count;
    const str *labels; /* `labels:`, as they are to be spelt */
    size_t label_count;
    const struct copies *copies; /* `copies:` */
    size_t copies_count;
    struct recent_wish recent; /* `recent:`; its page is one that repeats files, too */
};

/* Whether the file at the path repeats entries of others on purpose. */
bool form_is_copy(const struct form *form, str page);
/* Whether the page at the path `page` repeats, on purpose, entries of the file at the path `file`.
 */
bool form_copies(const struct form *form, str page, str file);

#endif
