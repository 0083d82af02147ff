/*
 * invisible: characters that no reader sees and that the text does not need. They come along when
 * text is copied from a web page, a PDF or a chat, and stay until a search fails.
 *
 * Needed, and so passed over: the joiners of emoji and of scripts that are written with them
 * (Arabic, Persian, the scripts of India and South-East Asia, Mongolian), zero-width spaces between
 * letters of scripts without spaces (Thai, Lao, Khmer, Burmese, Tibetan), variation selectors, the
 * tags of flags, marks of direction in a line that has letters written from right to left, a soft
 * hyphen between two letters.
 */
#ifndef CURLINT_DOC_INVISIBLE_H
#define CURLINT_DOC_INVISIBLE_H

#include "base/str.h"

enum invisible_kind {
    INVISIBLE_WIDTHLESS, /* takes no room: zero-width space, joiner, byte order mark, soft hyphen */
    INVISIBLE_DIRECTION, /* turns the text around it: embeddings, overrides, isolates, marks */
    INVISIBLE_CONTROL,   /* of ASCII, but for NUL, tab, line ends and form feed */
    INVISIBLE_TAG,       /* a letter of U+E0000, outside a flag */
    INVISIBLE_BLANK,     /* seen as a blank, but none to Markdown: no-break space and the like */
};

struct invisible {
    size_t start, end; /* bytes of the text */
    int32_t code;
    enum invisible_kind kind;
    const char *name; /* static: "a zero-width space" */
};

/* A search through a text from its start; the text is borrowed. */
struct invisible_search {
    str text;
    size_t at;       /* what is before it was looked at */
    size_t flag_end; /* behind the last character of a flag */
    size_t line_end; /* of the line for which the next two hold */
    bool right_left; /* the line has letters written from right to left */
    bool overrides;  /* and characters that override the direction of letters */
};

struct invisible_search invisible_search(str text);
/* The next such character; false where there is none. Linear over the whole text. */
bool invisible_next(struct invisible_search *search, struct invisible *found);

#endif
