/*
 * title: a key for comparing the titles of papers.
 */
#ifndef CURLINT_DOC_TITLE_H
#define CURLINT_DOC_TITLE_H

#include "base/buf.h"
#include "base/str.h"

/*
 * Append words in lower case with one space between: letter case, accents and width folded
 * (utf8_fold()); tags, entities, Markdown's marks, emoji and their shortcodes, and LaTeX's commands
 * gone (their arguments stay); punctuation is a space, an apostrophe nothing. '+' and '#' stay, for
 * X and X++ are two. Nothing is guessed: titles that differ in a word have two keys. Appends
 * nothing where no letter or digit is left.
 */
void title_key(struct buf *out, str title);

#endif
