/*
 * trust: which suppressions of a list its base has too. What a stranger's change may not do is to
 * silence itself: docs/comparison.md tells when that is asked for.
 */
#ifndef CURLINT_LINT_TRUST_H
#define CURLINT_LINT_TRUST_H

#include "lint/directive.h"
#include "lint/match.h"

/*
 * Take away those that the change brought, or moved to another place among the entries. What is
 * left and reaches over lines still says nothing of what the change put there (lint/suppress.c).
 */
void trust_base(struct directives *directives, const struct match *match, uint32_t document);

#endif
