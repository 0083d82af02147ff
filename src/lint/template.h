/*
 * template: how a list writes one kind of badge, as its configuration says it: Markdown with named
 * parts, `![Star](https://img.shields.io/github/stars/{owner}/{repo}.svg)`. `{{` and `}}` are
 * braces. A part that comes again must be the same text. Each part has a pattern (PCRE2), which may
 * be the list's own:
 *
 *   owner, repo   names that GitHub can have; when they come again, letter case does not matter
 *   venue         text of a static badge without a dash of its own and without an apostrophe
 *   year          two digits behind an apostrophe, else four
 *   note          nothing, or text behind a blank (`%20`, `_`)
 *   text          all that a static badge says behind its label
 *   others        anything but blanks, brackets and quotation marks
 *
 * Neither a pattern nor a badge can stall a run: the pattern's steps and memory and the badge's
 * length are bounded.
 */
#ifndef CURLINT_LINT_TEMPLATE_H
#define CURLINT_LINT_TEMPLATE_H

#include "base/buf.h"
#include "base/err.h"
#include "doc/badge_text.h"
#include "lint/form.h"

struct template; /* on the heap */

/*
 * Compile; borrows from `form`. RC_FAIL with one sentence without a place: an unknown, empty or
 * unbalanced brace, no part, no badge or one that the badge server cannot make sense of, a pattern
 * that PCRE2 refuses. `*part` is then the part of `form` whose pattern it is about, or SIZE_MAX.
 */
enum rc template_compile(const struct badge_form *form, struct template **out, size_t *part,
                         struct err *err) RC_MUST_CHECK;
void template_free(struct template *template);

/*
 * Whether the template is for badges such as this one, read by badge_text_read() or, where that
 * cannot read it, badge_text_split(): stars of the same forge; a static badge of the same label or,
 * without a label, of the same alt text; another badge by the beginning of its picture's URL. Where
 * a template's label and alt text are parts, it is for static badges with neither label nor alt
 * text but with a year, if it has one.
 */
bool template_is_for(const struct template *template, const struct badge_text *badge);
/* Whether it is for stars of repositories on GitHub, and has no parts but owner and repo. */
bool template_is_stars(const struct template *template);

enum template_verdict {
    TEMPLATE_FITS,
    TEMPLATE_DIFFERS,
    TEMPLATE_GIVES_UP, /* the pattern took too many steps or too much memory */
};
/* Compare all of a badge's text. A template without a link says nothing of one around the picture.
 */
enum template_verdict template_compare(const struct template *template,
                                       const struct badge_text *badge);
/*
 * Append the badge as the template has it, its parts read from where they stand whatever is around
 * them. False, with nothing appended, where a part cannot be read or the result would say something
 * else than the badge.
 */
bool template_fill(const struct template *template, const struct badge_text *badge,
                   struct buf *out);
/*
 * The name of the venue or the year of a static badge, where the template has it and the badge has
 * none; else empty. A part with a pattern of its own may be anything, so nothing is said of it.
 */
str template_lacking(const struct template *template, const struct badge_text *badge);
/* The part of a badge's text that is not as the template has it: its alt text, URL or link; else
 * all of it. */
str template_odd(const struct template *template, const struct badge_text *badge);

#endif
