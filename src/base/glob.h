/*
 * glob: patterns for paths, with the meaning that .gitignore gives them.
 *
 *   `*`   any bytes but '/'              `**`  as a whole part: any number of parts, also none
 *   `?`   one character but '/'          `[a-z]`, `[!a-z]`  one character of a set, or not of it
 *   `\x`  x itself
 *
 * A pattern with a '/' at its start or in its middle is anchored at the root, any other is looked
 * for at every depth. A pattern that matches a folder matches all that is in it; one that ends in
 * '/' matches folders only. Letter case counts. The time is bounded by the product of the lengths.
 */
#ifndef CURLINT_BASE_GLOB_H
#define CURLINT_BASE_GLOB_H

#include "base/str.h"

enum glob_match {
    GLOB_NONE,
    GLOB_INSIDE, /* a folder above the path matches */
    GLOB_WHOLE,
};

/* `path` is relative to the root, '/' between parts, no "." or ".."; its last part is a file. */
enum glob_match glob_match(str pattern, str path);

#endif
