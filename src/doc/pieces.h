/*
 * pieces: an entry as it is written, taken apart into what it says (title, authors, links, badges)
 * and how it says that, so that another paper can be written the same way.
 *
 * The form of a piece is its text with a mark in the place of each value: a badge
 * `[![Star](https://…/stars/ann/fold)](https://github.com/ann/fold)` has the form
 * `[![Star](https://…/stars/REPO)](ROOT)`, where REPO and ROOT are bytes of enum mark. An entry
 * that holds such bytes itself is not taken apart.
 */
#ifndef CURLINT_DOC_PIECES_H
#define CURLINT_DOC_PIECES_H

#include "base/mem.h"
#include "doc/document.h"

enum piece_kind {
    PIECE_TITLE, /* with the link that it is the text of */
    PIECE_AUTHORS,
    PIECE_PAPER, /* a link to the paper */
    PIECE_CODE,
    PIECE_PROJECT,
    PIECE_STARS,    /* the badge of the code's repository */
    PIECE_VENUE,    /* a badge or a text */
    PIECE_PREPRINT, /* "arXiv 2024", where others have their venue */
    PIECE_PICTURE,
    PIECE_DATE,
    PIECE_LINK,  /* any other link */
    PIECE_BADGE, /* any other badge */
    PIECE_TEXT,  /* words of which nothing is known */
    PIECE_KINDS
};

/* What stands in a form for a value. Line feed and tab are themselves. */
enum mark {
    MARK_TITLE = 1,
    MARK_AUTHORS,
    MARK_URL, /* of the paper, up to MARK_URL_END; between them its form where it is arXiv's */
    MARK_URL_END,
    MARK_ID,          /* "2405.18218" */
    MARK_CODE,        /* the URL of the code */
    MARK_ROOT,        /* that of its repository */
    MARK_REPO,        /* "owner/name" */
    MARK_NAME = 0x0b, /* "name" */
    MARK_PROJECT,
    MARK_VENUE = 0x0e, /* then the form of its year (doc/venue.h) up to MARK_END */
    MARK_BADGE_VENUE,  /* the same in the URL of a badge */
    MARK_DATE,         /* then the form of the date (doc/date_form.h) up to MARK_END */
    MARK_END,
    MARK_PICTURE,
    MARK_YEAR, /* of a preprint, then its form up to MARK_END */
};

struct piece {
    enum piece_kind kind;
    struct span span;
    str form; /* arena; line ends are LF */
};

/*
 * What an entry says: slices of the document or the arena, as written there (escapes stay), empty
 * where it does not say it.
 */
struct piece_values {
    str title, authors, url, id, code, root, repo, project, venue, picture, date;
};

/* Zero-initialise; pieces_free() when done. */
struct pieces {
    VEC(struct piece) at; /* by place */
    VEC(str) joints;      /* in front of each, and behind the last: arena; line ends are LF */
    struct span body;     /* of the entry, without the marker of an item */
    struct piece_values values;
    uint32_t kinds; /* 1 << kind for each there is */
    struct arena arena;
};

/*
 * Take an entry apart. False where that cannot be done: its title is not known, it holds other
 * entries, or markup that is not certain. The document is borrowed. May be called again.
 */
bool pieces_read(struct pieces *pieces, const struct document *doc, const struct entry *entry);
void pieces_free(struct pieces *pieces);

/* The bytes of a list item's marker and the blanks behind it, at its start. */
size_t item_marker_length(str item);

#endif
