/*
 * crossing: how far the rules of a run look beyond the file that they are about.
 */
#ifndef CURLINT_LINT_CROSSING_H
#define CURLINT_LINT_CROSSING_H

#include "lint/settings.h"

/* Whether entries of one file are held against those of others: repeats, copies. */
bool crossing_entries(const struct settings *settings);

/* Whether the file is the page of recent papers, which repeats what any other may change. */
bool crossing_is_page(const struct settings *settings, str path);

#endif
