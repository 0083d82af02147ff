/*
 * slug: the anchor that GitHub gives a heading.
 *
 * Measured by others on GitHub itself (the fixtures of github-slugger are made from its rendering):
 * letters, marks, decimal and letter numbers, connector punctuation and '-' stay, in lower case; a
 * space becomes '-'; all else goes, so superscripts, emoji and typographic dashes vanish and leave
 * the spaces around them. Slugs are made before ":rocket:" becomes a picture, so its name stays
 * (github-slugger pull 2, markdownlint issue 1277). U+FE0F behind an emoji is a mark: it stays,
 * invisibly, and a link without it leads nowhere (github-slugger pull 48, awesome-claude-code pull
 * 136; markdownlint issue 2171 claims otherwise and was closed).
 */
#ifndef CURLINT_DOC_SLUG_H
#define CURLINT_DOC_SLUG_H

#include "base/buf.h"
#include "base/str.h"

/*
 * Append the slug of a heading's rendered text (no marks, tags or pictures; blanks as rendered).
 * The "-1" of a repeated heading is the caller's.
 */
void slug_of(struct buf *out, str heading_text);

/*
 * Whether a fragment (without '#', percent-encoding allowed) reaches the anchor `slug`; letter case
 * aside, which GitHub's script forgives.
 */
bool slug_same(str slug, str fragment);

#endif
