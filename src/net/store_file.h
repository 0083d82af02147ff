/*
 * store_file: the SQLite file of the store: how it is opened, its tables, how an older file gets
 * them, and what SQLite's failures mean. For store.c only.
 */
#ifndef CURLINT_NET_STORE_FILE_H
#define CURLINT_NET_STORE_FILE_H

#include "base/err.h"

#include <sqlite3.h>

/* Written into the file's header, "crlt": which program it belongs to. */
enum { STORE_APPLICATION = 0x63726c74 };

/* The steps from each version of the tables to the next, the first from an empty file. */
struct store_steps {
    const char *const *sql; /* a step is any number of statements */
    int count;
};

extern const struct store_steps store_steps;

/*
 * Bring the tables up to the last step, all of it or nothing, whoever else does the same at once.
 * RC_FAIL: `err` says why, about `name`; the file is as it was.
 */
enum rc store_schema_upgrade(sqlite3 *db, const struct store_steps *steps, const char *name,
                             struct err *err) RC_MUST_CHECK;

/*
 * Open a file, or make it, with tables as they are now. SQLite's own limit holds it below so many
 * megabytes; 0 is 1024. `*out` is the caller's to close, also on failure, when it may be NULL.
 */
enum rc store_file_open(sqlite3 **out, const char *path, uint32_t megabytes,
                        struct err *err) RC_MUST_CHECK;

/* What SQLite could not do with the file `name`, and what to do about it. RC_FAIL. */
enum rc store_explain(struct err *err, const char *name, const char *what, int code);

#endif
