/*
 * completions: the tables of commands and flags as completions for shells. Built into cmake's
 * `manual` program, not into curlint's commands.
 */
#ifndef CURLINT_CLI_COMPLETIONS_H
#define CURLINT_CLI_COMPLETIONS_H

#include "base/buf.h"

/* A function for bash's `complete`. */
void completions_bash(struct buf *out);
/* A function for zsh, to be found in a folder of $fpath as `_curlint`. */
void completions_zsh(struct buf *out);
/* Calls of fish's `complete`. */
void completions_fish(struct buf *out);

#endif
