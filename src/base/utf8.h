/*
 * utf8: reading text that claims to be UTF-8. Character properties come from utf8proc.
 */
#ifndef CURLINT_BASE_UTF8_H
#define CURLINT_BASE_UTF8_H

#include "base/buf.h"
#include "base/str.h"

/*
 * The character at the start of `s` (not empty) and its length in bytes, 1 to 4. An invalid byte
 * gives *code = -1 and length 1.
 */
size_t utf8_next(str s, int32_t *code);
/* Append a code point (0 to 0x10FFFF, no surrogate). */
void utf8_put(struct buf *out, int32_t code);
/* Offset of the first invalid byte, or STR_NPOS. Fast on text that is mostly ASCII. */
size_t utf8_find_invalid(str s);
/* Append `s` with each invalid byte replaced by U+FFFD, as JSON has to. */
void utf8_clean(struct buf *out, str s);
/* Terminal columns of a code point: 0, 1 or 2. Controls and invalid bytes (-1) count 0. */
int utf8_width(int32_t code);
/*
 * Whether a terminal shows something for it: false for controls, invalid bytes, line and paragraph
 * separators, format characters (bidi controls, zero-width ones), private use and unassigned.
 */
bool utf8_is_shown(int32_t code);
/* Letters and digits of any script. */
bool utf8_is_alnum(int32_t code);
/*
 * Letters, marks, decimal and letter numbers and connector punctuation: what Ruby's \p{Word} is,
 * with the circled and squared letters that Unicode calls alphabetic.
 */
bool utf8_is_word(int32_t code);
/* A picture that emoji are made of, or that may be shown as one: U+1F680, U+2764, also U+00A9. */
bool utf8_is_pictograph(int32_t code);
/* Simple lower case of one code point. */
int32_t utf8_lower(int32_t code);
/* Append `s` in simple lower case; marks, forms and bytes that are not UTF-8 stay as they are. */
void utf8_add_lower(struct buf *out, str s);
/*
 * Append `s` in NFKC with case folded and marks and default-ignorable characters dropped, for
 * comparing titles. Where `s` is not valid UTF-8 its ASCII letters alone are folded.
 */
void utf8_fold(struct buf *out, str s);

#endif
