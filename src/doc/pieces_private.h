/*
 * pieces_private: what doc/pieces.c and doc/pieces_text.c share: an entry that is being taken
 * apart.
 */
#ifndef CURLINT_DOC_PIECES_PRIVATE_H
#define CURLINT_DOC_PIECES_PRIVATE_H

#include "doc/forge.h"
#include "doc/pieces.h"

/* All borrowed but for `pieces`, which is filled. */
struct taking {
    struct pieces *pieces;
    const struct document *doc;
    const struct entry *entry;
    uint32_t self;        /* the index of the entry */
    struct repo_ref repo; /* of the code; its forge is FORGE_NONE where it is in none */
    struct buf form;      /* of the piece that is being read */
    bool failed;
};

/* A value in a piece, and what stands for it in the form. */
struct swap {
    struct span span;
    str mark;
};

/* Append the piece `span`, of which `count` values in order of place are swapped for marks. */
void taking_add(struct taking *taking, enum piece_kind kind, struct span span,
                const struct swap *swaps, size_t count);
/* Append source text as a form has it; it fails where it holds bytes that are marks. */
void taking_copy(struct taking *taking, struct buf *out, struct span span);
/* The mark of a venue as one text, "ICML'23": `form` is that of its year, or NULL. Arena. */
str taking_venue_mark(struct taking *taking, enum mark mark, const char *form);

/* A mark as text. */
str taking_mark(enum mark mark);
/* The reference of that index, or NULL for NO_INDEX. */
const struct reference *taking_reference(const struct taking *taking, uint32_t index);
/* What a link leads to, by where its URL does; `*mark` stands for the URL. */
enum piece_kind taking_target(struct taking *taking, const struct reference *ref, str *mark);

/* Add a badge or a picture with the link around it. */
void taking_add_image(struct taking *taking, const struct reference *image);
/* Find what is said in words between the pieces that are links, pictures and title. */
void taking_read_texts(struct taking *taking);

#endif
