/*
 * columns: what the header of a table and its delimiter row say, in forms that can be compared and
 * counted: the style of a list is the form that its tables share.
 */
#ifndef CURLINT_DOC_COLUMNS_H
#define CURLINT_DOC_COLUMNS_H

#include "base/buf.h"
#include "doc/document.h"

enum column_align {
    ALIGN_ANY,  /* nothing is said about it: only a configuration can */
    ALIGN_NONE, /* `---` */
    ALIGN_LEFT, /* `:--` */
    ALIGN_CENTER,
    ALIGN_RIGHT,
};

/* The header's cell of a column (below table->columns), trimmed. */
struct span column_header(const struct document *doc, const struct table *table, uint32_t column);
/* The delimiter row's. */
struct span column_delimiter(const struct document *doc, const struct table *table,
                             uint32_t column);
/* Append the name of a column as a reader sees it (doc/shown.h). */
void column_name(struct buf *out, const struct document *doc, const struct table *table,
                 uint32_t column);
enum column_align column_align(const struct document *doc, const struct table *table,
                               uint32_t column);
/* "left", "center", "right", "none", "any": as a configuration writes it. Static. */
const char *column_align_name(enum column_align align);
/* The alignment of that name; ALIGN_ANY where it is none of them. */
enum column_align column_align_from(str name);

/*
 * Append the names of all columns, each ended by a line feed. Two tables have the same columns
 * where these are equal; names themselves hold no line feed.
 */
void columns_names(struct buf *out, const struct document *doc, const struct table *table);
/* The same for the names of the alignments. */
void columns_aligns(struct buf *out, const struct document *doc, const struct table *table);

#endif
