/*
 * entry_day: on which day an entry came to its list, as far as the list says: a date that is
 * written beside it, with the year that it does not say, else the month of its arXiv id.
 *
 * A day is a number, year * 372 + month * 31 + day: days compare as dates do.
 */
#ifndef CURLINT_DOC_ENTRY_DAY_H
#define CURLINT_DOC_ENTRY_DAY_H

#include "doc/document.h"

#define DAY_UNKNOWN INT64_MIN

enum day_source {
    DAY_NONE,
    DAY_ARXIV,   /* the last day of the month that the id was given in */
    DAY_WRITTEN, /* of a month without a day: the last one */
};

struct entry_day {
    int64_t day; /* DAY_UNKNOWN with DAY_NONE */
    enum day_source source;
};

int64_t day_of(struct date date);
/* Undoes day_of(); of days that a month has not, one may come out. */
struct date day_date(int64_t day);

/*
 * The days of all entries of a document, one each; the caller calls mem_free(). A date without a
 * year is given that of its neighbours in the list and of its paper's id (doc/order.h); where no
 * neighbour says a year either, the last of them is the newest that can be by `today`. O(n log n).
 */
struct entry_day *entry_days(const struct document *doc, struct date today);

/* The month of an arXiv id by the key of an entry: its last day, or DAY_NONE. */
struct entry_day entry_day_arxiv(str key);

/*
 * The same of one entry, whatever its neighbours are: a date without a year is the first behind the
 * month of its paper's id, else the last up to `today`.
 */
struct entry_day entry_day_alone(const struct document *doc, const struct entry *entry,
                                 struct date today);

#endif
