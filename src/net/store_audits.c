#include "net/store_audits.h"

#include "base/mem.h"
#include "net/store_file.h"
#include "net/store_row.h"

/* A file may hold anything: no list has so many links or findings. */
enum { ROWS_MAX = 4 * 1024 * 1024 };
#define LAST_SECOND INT64_C(253402300799) /* of the year 9999 */

/* The columns of a verdict's number, in the order of enum verdict. */
#define VERDICTS                                                                                   \
    "ok, moved, redirected, suspicious, gone, blocked, flaky, insecure, refused, not_checked"

static const char sql_past[] =
    "SELECT finished, " VERDICTS ", errors, warnings, infos, requests, median, slow FROM audit"
    " JOIN audited ON audited.id = audit.lists WHERE name = ?1 ORDER BY audit.id DESC LIMIT ?2";
static const char sql_links[] = "SELECT url, verdict FROM audit_link JOIN audited ON id = lists"
                                " WHERE name = ?1 ORDER BY url LIMIT ?2";
static const char sql_findings[] =
    "SELECT fingerprint, count FROM audit_finding JOIN audited ON id = lists"
    " WHERE name = ?1 ORDER BY fingerprint LIMIT ?2";

static const char sql_lists[] =
    "INSERT INTO audited (name, last) VALUES (?1, ?2)"
    " ON CONFLICT (name) DO UPDATE SET last = excluded.last RETURNING id";
static const char sql_add[] =
    "INSERT INTO audit (lists, finished, " VERDICTS ", errors, warnings, infos, requests, median,"
    " slow) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16, ?17,"
    " ?18)";
static const char sql_thin[] = "DELETE FROM audit WHERE lists = ?1 AND id NOT IN"
                               " (SELECT id FROM audit WHERE lists = ?1 ORDER BY id DESC LIMIT ?2)";
static const char sql_forget[] = "DELETE FROM audited WHERE last < ?1";
static const char sql_drop_links[] = "DELETE FROM audit_link WHERE lists = ?1";
static const char sql_drop_findings[] = "DELETE FROM audit_finding WHERE lists = ?1";
static const char sql_add_link[] =
    "INSERT OR REPLACE INTO audit_link (lists, url, verdict) VALUES (?1, ?2, ?3)";
static const char sql_add_finding[] =
    "INSERT OR REPLACE INTO audit_finding (lists, fingerprint, count) VALUES (?1, ?2, ?3)";

/* Fingerprints are unsigned, SQLite's numbers are not; and these sort as they do. */
static int64_t to_column(uint64_t fingerprint)
{
    return (int64_t)(fingerprint - (1ULL << 63));
}

static uint64_t from_column(int64_t column)
{
    return (uint64_t)column + (1ULL << 63);
}

/* Milliseconds; -1 for NULL. */
static int64_t read_time(sqlite3_stmt *row, int column)
{
    return sqlite3_column_type(row, column) == SQLITE_NULL
               ? -1
               : store_number(row, column, 0, INT32_MAX);
}

static void read_numbers(sqlite3_stmt *row, struct audit_numbers *out)
{
    int at = 0;
    out->finished = store_number(row, at++, 0, LAST_SECOND);
    for (int i = 0; i < VERDICT_COUNT; i++)
        out->verdicts[i] = (uint32_t)store_number(row, at++, 0, INT32_MAX);
    out->errors = (uint32_t)store_number(row, at++, 0, INT32_MAX);
    out->warnings = (uint32_t)store_number(row, at++, 0, INT32_MAX);
    out->infos = (uint32_t)store_number(row, at++, 0, INT32_MAX);
    out->requests = (uint64_t)store_number(row, at++, 0, INT64_MAX / 2);
    out->median = read_time(row, at++);
    out->slow = read_time(row, at);
}

/* A statement about the lists `name`, of at most `limit` rows. */
static int ask(sqlite3 *db, const char *sql, str name, int limit, sqlite3_stmt **out)
{
    int code = sqlite3_prepare_v2(db, sql, -1, out, NULL);
    if (code != SQLITE_OK)
        return code;
    store_bind(*out, 1, name);
    return sqlite3_bind_int(*out, 2, limit);
}

static int read_audits(sqlite3 *db, str name, struct arena *arena, struct audit_past *out)
{
    VEC(struct audit_numbers) newest = {0};
    sqlite3_stmt *row = NULL;
    int code = ask(db, sql_past, name, STORE_AUDITS_KEPT, &row);
    while (code == SQLITE_OK && (code = sqlite3_step(row)) == SQLITE_ROW) {
        struct audit_numbers numbers = {0};
        read_numbers(row, &numbers);
        vec_push(&newest, numbers);
        code = SQLITE_OK;
    }
    sqlite3_finalize(row);
    struct audit_numbers *oldest = arena_alloc(arena, newest.n * sizeof *oldest);
    for (size_t i = 0; i < newest.n; i++)
        oldest[i] = newest.at[newest.n - 1 - i];
    out->audits = oldest;
    out->count = newest.n;
    vec_free(&newest);
    return code;
}

static int read_links(sqlite3 *db, str name, struct arena *arena, struct audit_state *out)
{
    VEC(struct audit_link) links = {0};
    sqlite3_stmt *row = NULL;
    int code = ask(db, sql_links, name, ROWS_MAX, &row);
    while (code == SQLITE_OK && (code = sqlite3_step(row)) == SQLITE_ROW) {
        struct audit_link link = {.url = store_text(row, 0, arena)};
        if (verdict_from_name(store_text(row, 1, arena), &link.verdict))
            vec_push(&links, link);
        code = SQLITE_OK;
    }
    sqlite3_finalize(row);
    out->links = arena_copy(arena, links.at, links.n, sizeof *links.at);
    out->link_count = links.n;
    vec_free(&links);
    return code;
}

static int read_findings(sqlite3 *db, str name, struct arena *arena, struct audit_state *out)
{
    VEC(struct audit_finding) findings = {0};
    sqlite3_stmt *row = NULL;
    int code = ask(db, sql_findings, name, ROWS_MAX, &row);
    while (code == SQLITE_OK && (code = sqlite3_step(row)) == SQLITE_ROW) {
        const struct audit_finding finding = {from_column(sqlite3_column_int64(row, 0)),
                                              (uint32_t)store_number(row, 1, 0, INT32_MAX)};
        vec_push(&findings, finding);
        code = SQLITE_OK;
    }
    sqlite3_finalize(row);
    out->findings = arena_copy(arena, findings.at, findings.n, sizeof *findings.at);
    out->finding_count = findings.n;
    vec_free(&findings);
    return code;
}

enum rc store_audits_read(const char *path, str name, struct arena *arena, struct audit_past *out,
                          struct err *err)
{
    sqlite3 *db = NULL;
    struct audit_past past = {0};
    *out = past;
    enum rc rc = store_file_open(&db, path, 0, err);
    if (rc == RC_OK) {
        int code = read_audits(db, name, arena, &past);
        if (code == SQLITE_DONE)
            code = read_links(db, name, arena, &past.last);
        if (code == SQLITE_DONE)
            code = read_findings(db, name, arena, &past.last);
        if (code == SQLITE_DONE)
            *out = past;
        else
            rc = store_explain(err, path, "the audits before cannot be read", code);
    }
    sqlite3_close(db);
    return rc;
}

/* Run a statement with two numbers. */
static int change(sqlite3 *db, const char *sql, int64_t first, int64_t second)
{
    sqlite3_stmt *statement = NULL;
    int code = sqlite3_prepare_v2(db, sql, -1, &statement, NULL);
    if (code == SQLITE_OK) {
        sqlite3_bind_int64(statement, 1, first);
        if (sqlite3_bind_parameter_count(statement) > 1)
            sqlite3_bind_int64(statement, 2, second);
        code = store_run(statement);
    }
    sqlite3_finalize(statement);
    return code;
}

static int find_lists(sqlite3 *db, str name, int64_t finished, int64_t *lists)
{
    sqlite3_stmt *statement = NULL;
    int code = sqlite3_prepare_v2(db, sql_lists, -1, &statement, NULL);
    if (code != SQLITE_OK)
        return code;
    store_bind(statement, 1, name);
    sqlite3_bind_int64(statement, 2, finished);
    if ((code = sqlite3_step(statement)) == SQLITE_ROW) {
        *lists = sqlite3_column_int64(statement, 0);
        code = store_run(statement);
    }
    sqlite3_finalize(statement);
    return code;
}

static void bind_time(sqlite3_stmt *statement, int at, int64_t milliseconds)
{
    if (milliseconds >= 0)
        sqlite3_bind_int64(statement, at, milliseconds);
    else
        sqlite3_bind_null(statement, at);
}

static int add_numbers(sqlite3 *db, int64_t lists, const struct audit_numbers *numbers)
{
    sqlite3_stmt *add = NULL;
    int at = 1, code = sqlite3_prepare_v2(db, sql_add, -1, &add, NULL);
    if (code == SQLITE_OK) {
        sqlite3_bind_int64(add, at++, lists);
        sqlite3_bind_int64(add, at++, numbers->finished);
        for (int i = 0; i < VERDICT_COUNT; i++)
            sqlite3_bind_int64(add, at++, numbers->verdicts[i]);
        sqlite3_bind_int64(add, at++, numbers->errors);
        sqlite3_bind_int64(add, at++, numbers->warnings);
        sqlite3_bind_int64(add, at++, numbers->infos);
        sqlite3_bind_int64(add, at++, (int64_t)numbers->requests);
        bind_time(add, at++, numbers->median);
        bind_time(add, at, numbers->slow);
        code = store_run(add);
    }
    sqlite3_finalize(add);
    return code;
}

static int add_links(sqlite3 *db, int64_t lists, const struct audit_state *state)
{
    sqlite3_stmt *add = NULL;
    int code = sqlite3_prepare_v2(db, sql_add_link, -1, &add, NULL);
    for (size_t i = 0; code == SQLITE_OK && i < state->link_count; i++) {
        sqlite3_bind_int64(add, 1, lists);
        store_bind(add, 2, state->links[i].url);
        store_bind(add, 3, str_from(verdict_name(state->links[i].verdict)));
        code = store_run(add);
    }
    sqlite3_finalize(add);
    return code;
}

static int add_findings(sqlite3 *db, int64_t lists, const struct audit_state *state)
{
    sqlite3_stmt *add = NULL;
    int code = sqlite3_prepare_v2(db, sql_add_finding, -1, &add, NULL);
    for (size_t i = 0; code == SQLITE_OK && i < state->finding_count; i++) {
        sqlite3_bind_int64(add, 1, lists);
        sqlite3_bind_int64(add, 2, to_column(state->findings[i].fingerprint));
        sqlite3_bind_int64(add, 3, state->findings[i].count);
        code = store_run(add);
    }
    sqlite3_finalize(add);
    return code;
}

static int add_audit(sqlite3 *db, str name, const struct audit_numbers *numbers,
                     const struct audit_state *state)
{
    int64_t lists = 0;
    int code = find_lists(db, name, numbers->finished, &lists);
    if (code == SQLITE_OK)
        code = add_numbers(db, lists, numbers);
    if (code == SQLITE_OK)
        code = change(db, sql_thin, lists, STORE_AUDITS_KEPT);
    if (code == SQLITE_OK)
        code = change(db, sql_drop_links, lists, 0);
    if (code == SQLITE_OK)
        code = change(db, sql_drop_findings, lists, 0);
    if (code == SQLITE_OK)
        code = add_links(db, lists, state);
    if (code == SQLITE_OK)
        code = add_findings(db, lists, state);
    if (code == SQLITE_OK)
        code = change(db, sql_forget, numbers->finished - STORE_AUDITS_FORGET, 0);
    return code;
}

enum rc store_audits_add(const char *path, str name, const struct audit_numbers *numbers,
                         const struct audit_state *state, struct err *err)
{
    sqlite3 *db = NULL;
    enum rc rc = store_file_open(&db, path, 0, err);
    if (rc == RC_OK) {
        int code = sqlite3_exec(db, "BEGIN IMMEDIATE", NULL, NULL, NULL);
        if (code == SQLITE_OK)
            code = add_audit(db, name, numbers, state);
        if (code == SQLITE_OK)
            code = sqlite3_exec(db, "COMMIT", NULL, NULL, NULL);
        if (code != SQLITE_OK)
            rc = store_explain(err, path, "the audit cannot be kept", code);
    }
    sqlite3_close(db); /* which ends a transaction that is open */
    return rc;
}
