/*
 * escape: bytes of a list, a file's name or a message as a terminal, and the log of a CI, may see
 * them. Rows are a stranger's text: an escape sequence could hide a finding, a line break forge
 * one, and a runner obeys commands that it reads in what a program prints.
 *
 *   control characters of ASCII, bytes that are no UTF-8   \x1b
 *   controls, format characters (bidi, zero-width), line
 *   and paragraph separators, private use, unassigned       <U+202E>
 *   a tab                                                   one blank
 *   the bracket of a command anywhere in a line: "##[" (GitHub's runner looks for the old form
 *   there too), "##vso[" (Azure), "##teamcity["             \x5b
 *   the colon of a command at the start of a line, "::"     \x3a, by escape_add_first() alone
 */
#ifndef CURLINT_REPORT_ESCAPE_H
#define CURLINT_REPORT_ESCAPE_H

#include "base/buf.h"

/* What is shown for one character or invalid byte. */
struct glyph {
    size_t bytes;     /* that it stands for; at least 1 */
    uint32_t columns; /* 0, 1 or 2, more where it is escaped */
    bool mark;        /* joins the character before it: never to be parted from that */
    uint8_t length;
    char text[12]; /* not NUL-terminated */
};

/* The glyph that begins at the byte `at` of `s`; `at` is before its end. */
struct glyph escape_at(str s, size_t at);
/* The one that ends before the byte `end` of `s`; `end` is not 0. */
struct glyph escape_before(str s, size_t end);
/* Whether a runner would read a command in what ends with the bracket at the byte `at` of `s`. */
bool escape_is_command(str s, size_t at);
/* Append all of `s`. */
void escape_add(struct buf *out, str s);
/* Append the bytes [from, to) of `s`. */
void escape_add_part(struct buf *out, str s, size_t from, size_t to);
/* Append all of `s`, with which a line begins. */
void escape_add_first(struct buf *out, str s);
/* Append as much as fits `columns`, with "…" in the last one where that is not all. */
void escape_add_cut(struct buf *out, str s, uint32_t columns);

#endif
