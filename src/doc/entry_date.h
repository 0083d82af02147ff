/*
 * entry_date: where a list keeps the date of an entry. What is found there may still be any text:
 * written_date_read() reads it.
 */
#ifndef CURLINT_DOC_ENTRY_DATE_H
#define CURLINT_DOC_ENTRY_DATE_H

#include "doc/document.h"

enum entry_date_place {
    ENTRY_DATE_HIDDEN, /* the hidden cell: `[//]: #05/29`, `[//]: # (05/29)`, `<!-- 05/29 -->` */
    ENTRY_DATE_COLUMN, /* a column whose header says "date" */
    ENTRY_DATE_FRONT,  /* brackets at the start of an item: `[2024/05] Title`, `\[2024-05-29]` */
    ENTRY_DATE_END,    /* the line that closes a paragraph: `29 May 2024` */
    ENTRY_DATE_PLACES,
};

/* The first column from `from` on whose header says that it holds dates; NO_INDEX for none. */
uint32_t entry_date_column(const struct document *doc, const struct table *table, uint32_t from);
/*
 * The text that stands where the date would, without brackets and marks; empty where the entry has
 * no such place. `column` is that of the entry's table; only ENTRY_DATE_COLUMN asks for it.
 */
struct span entry_date_text(const struct document *doc, const struct entry *entry,
                            enum entry_date_place place, uint32_t column);

#endif
