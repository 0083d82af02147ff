/*
 * store_row: values in and out of SQLite's statements. For src/net/store*.c only.
 */
#ifndef CURLINT_NET_STORE_ROW_H
#define CURLINT_NET_STORE_ROW_H

#include "base/arena.h"

#include <sqlite3.h>

/* Run a statement that gives no rows, and reset it. SQLite's code. */
int store_run(sqlite3_stmt *statement);
/* The slice must live until the statement was run. */
void store_bind(sqlite3_stmt *statement, int at, str text);
str store_text(sqlite3_stmt *row, int column, struct arena *arena);
/* A number of the file, which may be anything, brought into the range of its meaning. */
int64_t store_number(sqlite3_stmt *row, int column, int64_t least, int64_t most);
/* Seconds since 1970; -1 for NULL. */
int64_t store_time(sqlite3_stmt *row, int column);

#endif
