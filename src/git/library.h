/*
 * library: libgit2 itself, as curlint wants it: for reading repositories on this disk, and nothing
 * else. For src/git only.
 */
#ifndef CURLINT_GIT_LIBRARY_H
#define CURLINT_GIT_LIBRARY_H

/* Start it, or count one more user of it. Each start wants its stop. */
void library_start(void);
void library_stop(void);

#endif
