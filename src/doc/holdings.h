/*
 * holdings: the badges and links of an entry as keys, equal where two entries hold the same thing
 * however each writes it.
 */
#ifndef CURLINT_DOC_HOLDINGS_H
#define CURLINT_DOC_HOLDINGS_H

#include "base/arena.h"
#include "doc/document.h"

enum holding_kind {
    HOLDING_STARS, /* the stars of a repository */
    HOLDING_BADGE, /* any other badge; one with a text by its label and message */
    HOLDING_LINK,  /* a link that is not around a picture */
};

struct holding {
    str key;      /* arena; tells it from others of its kind */
    str label;    /* of a link: label_fold() of what it is called; arena; may be empty */
    uint32_t ref; /* the first reference that is it: a picture or a link */
    uint8_t kind;
};

struct holdings {
    struct holding *at; /* in the order of the entry; arena */
    uint32_t count;
    struct arena arena;
};

/*
 * What `entry` itself holds, each thing once; without relative and empty links. The caller frees
 * it. An entry of more than 64 references is no row of a list: it holds nothing.
 */
void holdings_of(struct holdings *out, const struct document *doc, const struct entry *entry);
void holdings_free(struct holdings *holdings);

/* The holding of that kind and key, or NULL. */
const struct holding *holdings_find(const struct holdings *holdings, const struct holding *wanted);

/* Append what a reader calls it: "NAACL'25 Main", "okafor/fold", "Paper", or its URL. */
void holding_name(struct buf *out, const struct document *doc, const struct holding *holding);

#endif
