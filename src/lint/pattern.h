/*
 * pattern: how a list writes its entries, learned from them, and another paper written the same
 * way.
 *
 * Every entry that can be taken apart (doc/pieces.h) is an example. A new entry takes the shape,
 * which pieces stand in which order and what is between them, of most examples that say the same
 * things about their paper; and each piece the form that most examples of that shape give it. Those
 * nearest to where it will stand are asked first, then its section, its file, all files.
 */
#ifndef CURLINT_LINT_PATTERN_H
#define CURLINT_LINT_PATTERN_H

#include "base/clock.h"
#include "base/majority.h"
#include "doc/pieces.h"
#include "lint/form.h"

/* What is to be written of a paper; empty where it is not known. Slices are borrowed. */
struct paper {
    str title, authors; /* plain text; ", " between two authors */
    bool written;       /* the two are inline Markdown as it stands in an entry */
    str url;            /* of the paper */
    str id;             /* "2405.18218" where that is on arXiv */
    str code;           /* URL of the code */
    str root, repo;     /* of its repository: the URL, "owner/name"; empty where it is in none */
    str project;        /* URL */
    str venue;          /* "ICLR'25", "ICLR 2025 Oral", "TMLR" */
    str picture;        /* path or URL */
    struct date date;   /* of the paper, where a list shows dates; 0: not known */
    struct date added;  /* today, where a list hides them */
};

/* An entry that was taken apart: the shape that it has, and the form of each of its pieces. */
struct example {
    uint32_t document, list, section, entry;
    uint32_t sort;  /* equal for lists whose entries are comparable, whatever their file */
    uint32_t shape; /* into shapes */
    const str *forms;
    str authors, venue; /* as written */
};

struct shape {
    const uint8_t *kinds; /* enum piece_kind of each piece */
    const str *joints;    /* `count` + 1: what stands around them */
    uint32_t count, mask; /* 1 << kind */
    uint32_t unknown;     /* pieces of which nothing is known */
};

/* Zero-initialise; patterns_free() when done. Owns all its texts. */
struct patterns {
    VEC(struct example) examples; /* by document and place */
    VEC(struct shape) shapes;
    struct map sorts, shape_keys;
    uint32_t **list_sorts; /* by document, by list; heap */
    bool *authored; /* by sort: its entries name authors; else what seems so is a text; heap */
    uint32_t document_count;
    const struct form *form; /* of the configuration; borrowed, may be NULL */
    struct arena arena;
};

void patterns_learn(struct patterns *patterns, struct document *const *docs, uint32_t count,
                    const struct form *form);
void patterns_free(struct patterns *patterns);

/* Where a new entry will stand. */
struct pattern_place {
    uint32_t document, list, section;
    bool front; /* at the top of the section rather than at its end */
    bool row;
};

/*
 * Append the entry without the marker of an item, line ends LF. `*left_out` gets 1 << kind for what
 * is known of the paper and entries like this do not show, and PIECE_TEXT where they have a text
 * that is each one's own. False, with nothing appended, where nothing tells how, or where what they
 * all show is not known: `*lacking` (1 << kind).
 */
bool pattern_write(const struct patterns *patterns, const struct pattern_place *place,
                   const struct paper *paper, struct buf *out, uint32_t *left_out,
                   uint32_t *lacking);

/* The list that most examples are like: where an entry goes of which nobody says where. */
const struct example *pattern_usual(const struct patterns *patterns);

#endif
