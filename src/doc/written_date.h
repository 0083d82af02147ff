/*
 * written_date: dates as lists write them, and whether any reading of one is a day that exists.
 *
 * "2023-10-05", "2023/10", "20231005", "10/05/2023", "05/29", "23-10", "5 Oct 2023", "Oct 5th,
 * 2023": two or three parts between blanks, commas or one kind of '-', '/', '.'. Which of two
 * numbers is the month the text itself may leave open.
 */
#ifndef CURLINT_DOC_WRITTEN_DATE_H
#define CURLINT_DOC_WRITTEN_DATE_H

#include "base/clock.h"
#include "base/str.h"

enum written {
    WRITTEN_NO_DATE,
    WRITTEN_DATE,       /* at least one reading is a date */
    WRITTEN_IMPOSSIBLE, /* has the form of one, and no reading is: month 13, February 30th */
};

struct written_date {
    int year;          /* of four digits; 0 where none is written */
    int month, day;    /* 0 where not written, or where it is open which is which */
    int first, second; /* of two numbers without a year, "05/29"; else 0 */
};

/* Read a text that is nothing but a date, blanks around it aside. `out` is always set. */
enum written written_date_read(str text, struct written_date *out);

/* Whether `text` is made of digits and of what parts them, "05//29": meant as a date. */
bool written_date_like(str text);

#endif
