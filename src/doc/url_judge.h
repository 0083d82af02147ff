/*
 * url_judge: the judges behind url_check(). Each says whether a target, trimmed and not empty, has
 * its one fault, and appends the repaired target where there is one reading. They run in the order
 * of url_check.c: a later one may rely on what the earlier ones found right.
 */
#ifndef CURLINT_DOC_URL_JUDGE_H
#define CURLINT_DOC_URL_JUDGE_H

#include "base/buf.h"
#include "base/str.h"

bool url_is_quoted(str text, struct buf *repair);
bool url_has_stray_start(str text, struct buf *repair);
bool url_is_misspelt(str text, struct buf *repair);
bool url_lacks_slashes(str text, struct buf *repair);
bool url_is_twice(str text, struct buf *repair);
bool url_lacks_scheme(str text, struct buf *repair);
bool url_is_bare_id(str text, struct buf *repair);
bool url_is_local(str text, struct buf *repair);
bool url_is_address(str text, struct buf *repair);
bool url_lacks_host(str text, struct buf *repair);
bool url_has_bad_host(str text, struct buf *repair);
bool url_has_bad_port(str text, struct buf *repair);
bool url_has_stray_space(str text, struct buf *repair);
bool url_is_unbalanced(str text, struct buf *repair);
bool url_has_stray_end(str text, struct buf *repair);
bool url_names_impossible_repository(str text, struct buf *repair);

/* Hosts that lists link to; nobody names a folder like this. */
bool url_host_is_known(str host);

#endif
