/*
 * title_match: whether two titles can be those of one paper: that which a list writes, and that
 * which a service has. Papers are renamed between versions, lists leave subtitles out and write
 * "LLMs" for large language models; the titles of two papers of one field share many of its words.
 * The bounds were measured: bench/titles.
 */
#ifndef CURLINT_DOC_TITLE_MATCH_H
#define CURLINT_DOC_TITLE_MATCH_H

#include "base/map.h"
#include "base/str.h"

/* In how many titles of a list a word stands: what they all have says little of one of them.
 * Zero-initialise; title_words_free() when done. */
struct title_words {
    struct map counts;
    size_t titles;
};

void title_words_add(struct title_words *words, str title);
void title_words_free(struct title_words *words);

/*
 * False where `own`, as a list has it, and `known`, as a service does, are of two papers for all
 * that can be told. Titles without words, and very long ones, are held against nothing. `words` are
 * those of the list; they may be few.
 */
bool titles_can_be_one(const struct title_words *words, str own, str known);

/* Whether what an entry says of a paper, `text`, tells that title in other words. */
bool title_is_told(const struct title_words *words, str text, str known);

#endif
