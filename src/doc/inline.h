/*
 * inline: where links, images, autolinks, tags and code spans stand in one run of inline text
 * (the content of a paragraph, heading or cell, as cmark-gfm parsed it). cmark-gfm knows that they
 * exist and not where (its positions were wrong for a quarter of 28,402 real links and images);
 * this scanner follows the same rules (CommonMark 0.29, chapter 6) and is checked against the AST.
 *
 * Bare URLs (GFM 6.9) are not tokens: the AST holds their text, which is searched for.
 */
#ifndef CURLINT_DOC_INLINE_H
#define CURLINT_DOC_INLINE_H

#include "base/buf.h"
#include "base/map.h"
#include "base/mem.h"
#include "doc/span.h"

struct bracket {
    uint32_t at; /* of the "[" or "![" */
    uint32_t token_count;
    bool image, bracket_after;
};

enum token_kind {
    TOKEN_LINK,
    TOKEN_IMAGE,
    TOKEN_ANGLE, /* <https://...>, <a@b.c> */
    TOKEN_CODE,
    TOKEN_TAG,     /* an open or closing tag, declaration, CDATA */
    TOKEN_COMMENT, /* <!-- ... --> */
};

/* Offsets are into the scanned text. */
struct token {
    struct span span;
    struct span text;    /* of a link or image: between the brackets */
    struct span dest;    /* of a link, image or angle: without <>; of a reference: empty */
    uint32_t definition; /* of a reference-style link: the value in `labels`; else NO_INDEX */
    uint8_t kind;
};

/* What one scan needs and may be used again for the next. Zero-initialise; inline_scan_free(). */
struct inline_scan {
    VEC(struct token) tokens; /* by start; an outer link before its inner image */
    VEC(struct bracket) brackets;
    struct buf label;
};

/*
 * Scan `text`. `labels` maps normalised labels of definitions (inline_label) to their index; NULL
 * where the document has none. The result is in scan->tokens until the next scan.
 */
void inline_scan(struct inline_scan *scan, str text, const struct map *labels);
void inline_scan_free(struct inline_scan *scan);

/* A label as CommonMark compares them: case folded, blanks collapsed and trimmed. Appended. */
void inline_label(struct buf *out, str label);

/*
 * Length of the link destination at the start of `s` (with its <>), `*dest` being the part that
 * counts; STR_NPOS where there is none. An empty one is allowed.
 */
size_t inline_destination(str s, str *dest);
/* Length of the title at the start of `s`, quotes included; 0 where there is none. */
size_t inline_title(str s);
/* Length of the tag, comment, declaration, instruction or CDATA at the start of `s` ('<'), or 0. */
size_t inline_html(str s);
/* Length of the "[label]" at the start of `s`, `*label` being the part inside; 0 where there is
 * none. */
size_t inline_bracketed_label(str s, str *label);

#endif
