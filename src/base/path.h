/*
 * path: paths with '/' between parts, as git and URLs write them. Bytes, never the file system.
 */
#ifndef CURLINT_BASE_PATH_H
#define CURLINT_BASE_PATH_H

#include "base/buf.h"

/* The folder that `path` is in; empty where it has no '/'. */
str path_folder(str path);
/* Whether `path` is `folder` or lies below it. Every path lies below the empty folder. */
bool path_is_within(str path, str folder);
/*
 * Whether `path` only leads down: no empty part, no "." and no "..". Only a forged tree of git has
 * others.
 */
bool path_is_plain(str path);
/*
 * Replace `out` by where `relative` leads from `folder` (plain or empty), without "." and ".." and
 * without a final '/'; from a leading '/' on, it starts at the root. False where it leads out of
 * the root; `out` is then what was inside.
 */
bool path_join(struct buf *out, str folder, str relative);

#endif
