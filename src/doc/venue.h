/*
 * venue: where the message of a static badge says a venue and a year, `ICML'23%20Oral`, and in
 * which form the year stands there.
 */
#ifndef CURLINT_DOC_VENUE_H
#define CURLINT_DOC_VENUE_H

#include "base/buf.h"
#include "base/str.h"

/* All slices of the message, as written there: `%20` and `_` are blanks, `--` is a dash. */
struct venue {
    str name;         /* "ICML"; empty where the year comes first */
    str year;         /* the year with its mark: "'23", "%202023"; empty where there is none */
    str digits;       /* of the year: "23" */
    str note;         /* what follows the year: "%20Oral" */
    const char *form; /* of the year, static: "'YY", "YYYY", " YYYY", "-YYYY"; NULL for none */
};

/*
 * Four digits from 1950 to 2099 are a year, and so are two behind an apostrophe; two behind
 * capitals, a blank or a dash at the end of a word only where nothing better is there, and from 10
 * to 39. The first one counts. A year that follows anything else (`(2023)`, `@2023`) is none. `out`
 * is always set.
 */
void venue_read(str message, struct venue *out);

/* What a form has between venue and year, as a badge writes it: "'", "%20". NULL where none is. */
const char *venue_mark(const char *form);

/*
 * Append the year of a venue in another form, "'23" for "2023". False, with nothing appended, where
 * the venue has no year, or either form has it in front of the name.
 */
bool venue_year_as(struct buf *out, const struct venue *venue, const char *form);

#endif
