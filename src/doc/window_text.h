/*
 * window_text: what a heading says of the time that a page shows, "Papers from Sep 30, 2024 - Now",
 * "the last 90 days": read, and written anew. Only what is understood to the byte is ever written.
 */
#ifndef CURLINT_DOC_WINDOW_TEXT_H
#define CURLINT_DOC_WINDOW_TEXT_H

#include "base/buf.h"
#include "base/clock.h"

enum window_form {
    WINDOW_SINCE, /* a day, a dash and "now", "today" or "present" */
    WINDOW_DAYS,  /* "last" or "past", a number and "days" */
};

struct window_text {
    enum window_form form;
    str told;          /* the day or the number, slice of the text */
    struct date since; /* of WINDOW_SINCE */
    uint32_t days;     /* of WINDOW_DAYS: 1 to 36500 */
};

/* The first window that a text tells; false where it tells none. */
bool window_text_read(str text, struct window_text *out);
/*
 * Append the day or the number, in the form that `window` has it. False, with nothing appended,
 * where that form is not one that can be written.
 */
bool window_text_write(struct buf *out, const struct window_text *window, struct date since,
                       uint32_t days);

#endif
