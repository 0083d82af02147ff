/*
 * selector: how rules are named, in the configuration and on the command line alike: by id
 * ("arxiv/id"), by group ("arxiv") or "all". The narrower selector has the last word.
 */
#ifndef CURLINT_CONFIG_SELECTOR_H
#define CURLINT_CONFIG_SELECTOR_H

#include "lint/settings.h"

/* In the order in which they are applied. */
enum selector_kind { SELECTOR_ALL, SELECTOR_GROUP, SELECTOR_RULE, SELECTOR_UNKNOWN };

enum selector_kind selector_kind(const struct settings *settings, str selector);
/* Whether a known selector means the rule `id`. */
bool selector_matches(str selector, const char *id);
/* RC_FAIL, and in `err` what is wrong with an unknown selector and what was probably meant. */
enum rc selector_explain(const struct settings *settings, str selector, struct err *err);

#endif
