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

/*
 * A hash that is equal for two titles of one key, and cheaper than the key. Titles without a key
 * have any hash.
 */
uint64_t title_hash(str title);

/*
 * Whether a key says enough to name one work: four words and twenty bytes, or eight characters of a
 * script that writes three bytes each and parts no words. "survey", "code and data" and "llama 2"
 * do not.
 */
bool title_is_telling(str key);

/* The next word, cut off the front; letters of any script, so that it may be a phrase. */
str title_word(str *title);

/* The title without a number in front of it, as in "63. Name". */
str title_unnumbered(str title);

/* How much two titles have in common; one that is empty or very long is not held against the other.
 */
enum titles {
    TITLES_SAME,  /* one key */
    TITLES_ALIKE, /* three in five words of the shorter one are in the other: renamed, abridged */
    TITLES_DIFFER,
};
enum titles title_compare(str a, str b);

/* Append a title as one line, for a sentence: the ends of lines and their indentation are a blank.
 */
void title_line(struct buf *out, str title);

#endif
