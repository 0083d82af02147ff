/*
 * template_text: the text of a template as literal pieces and named parts; no patterns yet.
 * Private to src/lint.
 */
#ifndef CURLINT_LINT_TEMPLATE_TEXT_H
#define CURLINT_LINT_TEMPLATE_TEXT_H

#include "base/buf.h"
#include "base/err.h"
#include "base/mem.h"

enum { PARTS_MAX = 32 };

enum part_kind { PART_OWNER, PART_REPO, PART_VENUE, PART_YEAR, PART_NOTE, PART_TEXT, PART_OTHER };

struct template_part {
    str name; /* borrowed from the text */
    enum part_kind kind;
    bool apostrophe; /* one stands in front of its first place */
};

struct template_piece {
    str literal;   /* as written, braces doubled; empty for a part */
    uint32_t part; /* into parts, or UINT32_MAX */
};

/* The pieces in order; borrows the text. */
struct template_text {
    VEC(struct template_piece) pieces;
    VEC(struct template_part) parts; /* in order of their first places */
};

/* Zero-initialise `out`; template_text_free() also after a failure. */
enum rc template_text_read(str text, struct template_text *out, struct err *err) RC_MUST_CHECK;
void template_text_free(struct template_text *text);
/* Index of a part, or UINT32_MAX. */
uint32_t template_text_part(const struct template_text *text, str name);
/* Append a literal with its braces single. */
void template_add_literal(struct buf *out, str literal);
/* Append the text with a value for each part. */
void template_text_fill(const struct template_text *text, const str *values, struct buf *out);

#endif
