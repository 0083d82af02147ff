/*
 * limits: what is refused before the parser sees it. cmark-gfm 0.29.0.gfm.6 takes 918 MB for a
 * table of 12 kB, and quadratic time for some markup; a pull request is a stranger's text.
 */
#ifndef CURLINT_DOC_LIMITS_H
#define CURLINT_DOC_LIMITS_H

#include <stdint.h>

struct limits {
    uint64_t file_bytes;    /* size of a file */
    uint32_t line_bytes;    /* length of a line */
    uint32_t table_columns; /* cells of a table's header */
    uint32_t nesting;       /* containers inside each other: quotes, lists */
    uint32_t brackets;      /* openers of one kind in one paragraph, that never close */
};

/* 16 MiB, 256 KiB, 256 columns, 100 levels; the widest real table seen has 14 columns. */
struct limits limits_default(void);

#endif
