#include "net/store_row.h"

int store_run(sqlite3_stmt *statement)
{
    int code = sqlite3_step(statement);
    sqlite3_reset(statement);
    return code == SQLITE_DONE ? SQLITE_OK : code;
}

void store_bind(sqlite3_stmt *statement, int at, str text)
{
    sqlite3_bind_text64(statement, at, text.n ? text.at : "", text.n, SQLITE_STATIC, SQLITE_UTF8);
}

str store_text(sqlite3_stmt *row, int column, struct arena *arena)
{
    const char *text = (const char *)sqlite3_column_text(row, column);
    int bytes = sqlite3_column_bytes(row, column);
    return arena_str(arena, (str){text, text && bytes > 0 ? (size_t)bytes : 0});
}

int64_t store_number(sqlite3_stmt *row, int column, int64_t least, int64_t most)
{
    int64_t number = sqlite3_column_int64(row, column);
    return number < least ? least : number > most ? most : number;
}

int64_t store_time(sqlite3_stmt *row, int column)
{
    return sqlite3_column_type(row, column) == SQLITE_NULL
               ? -1
               : store_number(row, column, 0, INT64_MAX / 2);
}
