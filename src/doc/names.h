/*
 * names: people, as the authors of a paper are listed. Text in front of a title that is no part of
 * it, and the same for all papers of one group.
 */
#ifndef CURLINT_DOC_NAMES_H
#define CURLINT_DOC_NAMES_H

#include "base/str.h"

/*
 * "Ann Li, Bo Wu", "Li, A., Wu, B. (2024).", "Ann Li et al.": two or more names or initials. Marks,
 * brackets and what they hold, and tags are looked past. A single name may be that of a method.
 */
bool names_of_people(str text);

#endif
