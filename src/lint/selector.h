/*
 * selector: how rules are named, in the configuration, on the command line and in comments of a
 * list alike: by id ("arxiv/id"), by group ("arxiv") or "all". Where several speak of one rule the
 * narrower selector has the last word.
 */
#ifndef CURLINT_LINT_SELECTOR_H
#define CURLINT_LINT_SELECTOR_H

#include "lint/settings.h"

/* In the order in which they are applied. */
enum selector_kind { SELECTOR_ALL, SELECTOR_GROUP, SELECTOR_RULE, SELECTOR_UNKNOWN };

/* `*range` (may be NULL) gets the rules that the selector means, none for an unknown one. */
enum selector_kind selector_find(const struct settings *settings, str selector,
                                 struct rule_range *range);
enum selector_kind selector_kind(const struct settings *settings, str selector);
/* Whether a known selector means the rule `id`. */
bool selector_matches(str selector, const char *id);
/* The rule that an unknown selector probably meant, or NULL. */
const char *selector_meant(const struct settings *settings, str selector);
/* RC_FAIL, and in `err` what is wrong with an unknown selector and what was probably meant. */
enum rc selector_explain(const struct settings *settings, str selector, struct err *err);

#endif
