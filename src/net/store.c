#include "net/store.h"

#include "base/hash.h"
#include "base/mem.h"
#include "net/store_facts.h"
#include "net/store_file.h"
#include "net/store_row.h"

#include <string.h>

enum {
    GONE_DAYS = 3,             /* different ones with a failure */
    GONE_SPAN = 7 * STORE_DAY, /* from the first to the last of them */
    CLOCK_SKEW = STORE_DAY,    /* an answer from further in the future is not believed */
    HOPS_MAX = 100,
    SERVICE_AGE = 3 * STORE_DAY / 2, /* of which 70 % are more than the day that arXiv asks for */
};

enum statement {
    GET,
    GET_HOPS,
    PUT,
    DROP_HOPS,
    PUT_HOP,
    FORGET,
    COUNT,
    BEGIN,
    COMMIT,
    ROLLBACK,
    STATEMENT_COUNT,
};

#define RECORD                                                                                     \
    "id, first_seen, asked, last_ok, failing_since, last_failed, failures, failed_days, verdict, " \
    "strong, cause, reason, final, phase, status, curl_code, resolve_code, address, "              \
    "retry_after, fragment, requests, took, service"

/* The columns of RECORD. */
enum column {
    ID,
    FIRST_SEEN,
    ASKED,
    LAST_OK,
    FAILING_SINCE,
    LAST_FAILED,
    FAILURES,
    FAILED_DAYS,
    VERDICT,
    STRONG,
    CAUSE,
    REASON,
    FINAL,
    PHASE,
    STATUS,
    CURL_CODE,
    RESOLVE_CODE,
    ADDRESS,
    RETRY_AFTER,
    FRAGMENT,
    REQUESTS,
    TOOK,
    SERVICE,
};

static const char *const statements[STATEMENT_COUNT] = {
    [GET] = "SELECT " RECORD " FROM link WHERE url = ?1",
    [GET_HOPS] = "SELECT url, status, method FROM hop WHERE link = ?1 ORDER BY position LIMIT ?2",
    /* ?2 is the time, ?3 whether it is alive, ?4 whether it failed. */
    [PUT] =
        "INSERT INTO link (url, first_seen, asked, last_ok, failing_since, last_failed, failures,"
        " failed_days, verdict, strong, cause, reason, final, phase, status, curl_code,"
        " resolve_code, address, retry_after, fragment, requests, took, service)"
        " VALUES (?1, ?2, ?2, iif(?3, ?2, NULL), iif(?4, ?2, NULL), iif(?4, ?2, NULL), ?4, ?4,"
        " ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16, ?17, ?18, ?19)"
        " ON CONFLICT (url) DO UPDATE SET"
        " asked = ?2,"
        " last_ok = iif(?3, ?2, last_ok),"
        " failing_since = iif(?4, coalesce(failing_since, ?2), NULL),"
        " last_failed = iif(?4, ?2, last_failed),"
        " failures = iif(?4, failures + 1, 0),"
        " failed_days = iif(?4, failed_days +"
        "   (failures = 0 OR ?2 / 86400 > coalesce(last_failed, 0) / 86400), 0),"
        " verdict = ?5, strong = ?6, cause = ?7, reason = ?8, final = ?9, phase = ?10,"
        " status = ?11, curl_code = ?12, resolve_code = ?13, address = ?14, retry_after = ?15,"
        " fragment = ?16, requests = ?17, took = ?18, service = ?19"
        " RETURNING " RECORD,
    [DROP_HOPS] = "DELETE FROM hop WHERE link = ?1",
    [PUT_HOP] = "INSERT INTO hop (link, position, url, status, method) VALUES (?1, ?2, ?3, ?4, ?5)",
    [FORGET] = "DELETE FROM link WHERE asked < ?1",
    [COUNT] = "SELECT count(*) FROM link",
    [BEGIN] = "BEGIN IMMEDIATE",
    [COMMIT] = "COMMIT",
    [ROLLBACK] = "ROLLBACK",
};

struct store {
    struct store_options options;
    struct arena arena; /* of the name */
    const char *name;
    sqlite3 *db;
    sqlite3_stmt *statement[STATEMENT_COUNT];
    struct store_facts facts;
    bool unreadable, unwritable; /* it failed, and that was said */
};

struct store_options store_defaults(struct clock clock)
{
    return (struct store_options){
        .clock = clock,
        .max_age = {[VERDICT_OK] = 14 * STORE_DAY,
                    [VERDICT_MOVED] = 7 * STORE_DAY,
                    [VERDICT_REDIRECTED] = 7 * STORE_DAY,
                    [VERDICT_SUSPICIOUS] = 3 * STORE_DAY,
                    [VERDICT_GONE] = STORE_DAY / 2,
                    [VERDICT_BLOCKED] = STORE_DAY,
                    [VERDICT_FLAKY] = STORE_DAY / 2,
                    [VERDICT_INSECURE] = STORE_DAY / 2},
        .service_age = SERVICE_AGE,
    };
}

static int prepare(struct store *store)
{
    int code = SQLITE_OK;
    for (size_t i = 0; code == SQLITE_OK && i < STATEMENT_COUNT; i++)
        code = sqlite3_prepare_v3(store->db, statements[i], -1, SQLITE_PREPARE_PERSISTENT,
                                  &store->statement[i], NULL);
    return code == SQLITE_OK ? store_facts_prepare(&store->facts, store->db) : code;
}

enum rc store_open(struct store **out, const char *path, const struct store_options *options,
                   struct err *err)
{
    struct store *store = mem_alloc(1, sizeof *store);
    store->options = *options;
    store->name = arena_str(&store->arena, str_from(path)).at;
    enum rc rc = store_file_open(&store->db, path, options->max_megabytes, err);
    if (rc == RC_OK) {
        int code = prepare(store);
        if (code != SQLITE_OK)
            rc = store_explain(err, store->name, "cannot be opened as a store", code);
    }
    if (rc != RC_OK) {
        store_close(store);
        store = NULL;
    }
    *out = store;
    return rc;
}

void store_close(struct store *store)
{
    if (!store)
        return;
    for (size_t i = 0; i < STATEMENT_COUNT; i++)
        sqlite3_finalize(store->statement[i]);
    store_facts_finalize(&store->facts);
    sqlite3_close(store->db);
    arena_free(&store->arena);
    mem_free(store);
}

static enum rc cannot_read(struct store *store, int code, struct err *err)
{
    store->unreadable = true;
    return store_explain(err, store->name, "cannot be read; links are asked for as if it knew none",
                         code);
}

static enum rc cannot_write(struct store *store, int code, struct err *err)
{
    store->unwritable = true;
    return store_explain(err, store->name,
                         "cannot be written; from here on no answer is remembered", code);
}

/* A statement at its start, with nothing bound. */
static sqlite3_stmt *take(struct store *store, enum statement which)
{
    sqlite3_stmt *statement = store->statement[which];
    sqlite3_reset(statement);
    sqlite3_clear_bindings(statement);
    return statement;
}

static enum phase column_phase(sqlite3_stmt *statement, struct arena *arena)
{
    str name = store_text(statement, PHASE, arena);
    for (int i = 0; i < PHASE_COUNT; i++)
        if (str_eq(name, str_from(phase_name((enum phase)i))))
            return (enum phase)i;
    return PHASE_NONE;
}

static void read_history(sqlite3_stmt *row, struct store_record *out)
{
    out->first_seen = store_time(row, FIRST_SEEN);
    out->last_ok = store_time(row, LAST_OK);
    out->failing_since = store_time(row, FAILING_SINCE);
    out->failures = (uint32_t)store_number(row, FAILURES, 0, UINT32_MAX);
    out->failed_days = (uint32_t)store_number(row, FAILED_DAYS, 0, UINT32_MAX);
}

/* All but the hops. False: the row says what no version of curlint writes. */
static bool read_evidence(sqlite3_stmt *row, struct arena *arena, struct evidence *evidence)
{
    evidence->strength = sqlite3_column_int(row, STRONG) != 0 ? STRENGTH_STRONG : STRENGTH_WEAK;
    evidence->cause = store_text(row, CAUSE, arena).at;
    evidence->reason = store_text(row, REASON, arena);
    evidence->final = store_text(row, FINAL, arena);
    evidence->phase = column_phase(row, arena);
    evidence->status = (int)store_number(row, STATUS, 0, 999);
    evidence->curl_code = (int)store_number(row, CURL_CODE, 0, INT32_MAX);
    evidence->resolve_code = (int)store_number(row, RESOLVE_CODE, INT32_MIN, INT32_MAX);
    evidence->address = store_text(row, ADDRESS, arena);
    evidence->retry_after = store_number(row, RETRY_AFTER, -1, INT64_MAX);
    evidence->fragment =
        (enum fragment_state)store_number(row, FRAGMENT, FRAGMENT_NOT_CHECKED, FRAGMENT_MISSING);
    evidence->requests = (uint32_t)store_number(row, REQUESTS, 0, UINT32_MAX);
    evidence->took = store_number(row, TOOK, 0, INT64_MAX);
    evidence->when = store_time(row, ASKED);
    evidence->service = store_text(row, SERVICE, arena);
    return verdict_from_name(store_text(row, VERDICT, arena), &evidence->verdict);
}

static int read_hops(struct store *store, int64_t link, struct arena *arena,
                     struct evidence *evidence)
{
    VEC(struct hop) hops = {0};
    sqlite3_stmt *statement = take(store, GET_HOPS);
    sqlite3_bind_int64(statement, 1, link);
    sqlite3_bind_int(statement, 2, HOPS_MAX);
    int code;
    while ((code = sqlite3_step(statement)) == SQLITE_ROW) {
        struct hop hop = {.url = store_text(statement, 0, arena)};
        hop.status = (int)store_number(statement, 1, 0, 999);
        bool get = str_eq(store_text(statement, 2, arena), STR("GET"));
        hop.method = get ? METHOD_GET : METHOD_HEAD;
        vec_push(&hops, hop);
    }
    sqlite3_reset(statement);
    evidence->hops = arena_copy(arena, hops.at, hops.n, sizeof *hops.at);
    evidence->hop_count = hops.n;
    vec_free(&hops);
    return code == SQLITE_DONE ? SQLITE_OK : code;
}

/* Weak failures that have gone on long enough. `last` is the time of the last one. */
static void judge(struct store_record *record, int64_t last, struct arena *arena)
{
    struct evidence *evidence = &record->evidence;
    if (evidence->verdict != VERDICT_FLAKY || record->failed_days < GONE_DAYS ||
        record->failing_since < 0 || last - record->failing_since < GONE_SPAN)
        return;
    struct date since = date_from_epoch(record->failing_since);
    evidence->verdict = VERDICT_GONE;
    evidence->strength = STRENGTH_WEAK;
    str before = STR("it never answered before that");
    if (record->last_ok >= 0) {
        struct date ok = date_from_epoch(record->last_ok);
        before =
            arena_printf(arena, "it last answered on %04d-%02d-%02d", ok.year, ok.month, ok.day);
    }
    evidence->reason =
        arena_printf(arena, "%.*s; so it was on %u days since %04d-%02d-%02d, and %.*s",
                     STR_ARG(evidence->reason), record->failed_days, since.year, since.month,
                     since.day, STR_ARG(before));
}

/* Whether the stored answer, before it was judged, is young enough. */
static bool is_fresh(const struct store *store, str url, const struct evidence *evidence)
{
    const struct clock *clock = &store->options.clock;
    int64_t age = clock->wall(clock->self) - evidence->when;
    int64_t most = store->options.max_age[evidence->verdict];
    if (evidence->service.n > 0 && most < store->options.service_age)
        most = store->options.service_age;
    int64_t percent = 70 + (int64_t)((hash_add(HASH_START, url) >> 16) % 31);
    return most > 0 && age >= -CLOCK_SKEW &&
           age < most / 100 * percent + most % 100 * percent / 100;
}

enum rc store_get(struct store *store, str url, struct arena *arena, struct store_record *out,
                  struct err *err)
{
    if (!store || store->unreadable)
        return RC_MISSING;
    *out = (struct store_record){0};
    sqlite3_stmt *row = take(store, GET);
    store_bind(row, 1, url);
    int code = sqlite3_step(row);
    bool known = code == SQLITE_ROW && read_evidence(row, arena, &out->evidence);
    if (known)
        read_history(row, out);
    int64_t link = sqlite3_column_int64(row, ID), last = store_time(row, LAST_FAILED);
    sqlite3_reset(row);
    if (known)
        code = read_hops(store, link, arena, &out->evidence);
    if (known && code == SQLITE_OK)
        code = store_facts_get(&store->facts, link, arena, &out->evidence);
    if (!known && (code == SQLITE_ROW || code == SQLITE_DONE))
        return RC_MISSING;
    if (code != SQLITE_OK)
        return cannot_read(store, code, err);
    out->evidence.url = arena_str(arena, url);
    out->fresh = is_fresh(store, url, &out->evidence);
    judge(out, last, arena);
    return RC_OK;
}

static bool is_answer(enum verdict verdict)
{
    return verdict != VERDICT_REFUSED && verdict != VERDICT_NOT_CHECKED;
}

/* An answer of which nothing from before is known. */
static struct store_record record_of(const struct evidence *evidence)
{
    bool failed = evidence->verdict == VERDICT_FLAKY || evidence->verdict == VERDICT_GONE;
    return (struct store_record){
        .evidence = *evidence,
        .first_seen = evidence->when,
        .last_ok = verdict_is_alive(evidence->verdict) ? evidence->when : -1,
        .failing_since = failed ? evidence->when : -1,
        .failures = failed,
        .failed_days = failed,
    };
}

static void bind_evidence(sqlite3_stmt *put, const struct evidence *evidence)
{
    enum verdict verdict = evidence->verdict;
    store_bind(put, 1, evidence->url);
    sqlite3_bind_int64(put, 2, evidence->when);
    sqlite3_bind_int(put, 3, verdict_is_alive(verdict));
    sqlite3_bind_int(put, 4, verdict == VERDICT_FLAKY || verdict == VERDICT_GONE);
    store_bind(put, 5, str_from(verdict_name(verdict)));
    sqlite3_bind_int(put, 6, evidence->strength == STRENGTH_STRONG);
    store_bind(put, 7, str_from(evidence->cause));
    store_bind(put, 8, evidence->reason);
    store_bind(put, 9, evidence->final);
    store_bind(put, 10, str_from(phase_name(evidence->phase)));
    sqlite3_bind_int(put, 11, evidence->status);
    sqlite3_bind_int(put, 12, evidence->curl_code);
    sqlite3_bind_int(put, 13, evidence->resolve_code);
    store_bind(put, 14, evidence->address);
    sqlite3_bind_int64(put, 15, evidence->retry_after);
    sqlite3_bind_int(put, 16, (int)evidence->fragment);
    sqlite3_bind_int64(put, 17, evidence->requests);
    sqlite3_bind_int64(put, 18, evidence->took);
    store_bind(put, 19, evidence->service);
}

static int put_hops(struct store *store, int64_t link, const struct evidence *evidence)
{
    sqlite3_stmt *drop = take(store, DROP_HOPS);
    sqlite3_bind_int64(drop, 1, link);
    int code = store_run(drop);
    for (size_t i = 0; code == SQLITE_OK && i < evidence->hop_count && i < HOPS_MAX; i++) {
        sqlite3_stmt *put = take(store, PUT_HOP);
        sqlite3_bind_int64(put, 1, link);
        sqlite3_bind_int64(put, 2, (int64_t)i);
        store_bind(put, 3, evidence->hops[i].url);
        sqlite3_bind_int(put, 4, evidence->hops[i].status);
        store_bind(put, 5, str_from(method_name(evidence->hops[i].method)));
        code = store_run(put);
    }
    return code;
}

/* Inside a transaction. */
static int put_link(struct store *store, const struct evidence *evidence, struct arena *arena,
                    struct store_record *out)
{
    sqlite3_stmt *put = take(store, PUT);
    bind_evidence(put, evidence);
    int code = sqlite3_step(put);
    if (code != SQLITE_ROW) {
        sqlite3_reset(put);
        return code == SQLITE_DONE ? SQLITE_INTERNAL : code;
    }
    int64_t link = sqlite3_column_int64(put, ID), last = store_time(put, LAST_FAILED);
    read_history(put, out);
    code = store_run(put);
    if (code == SQLITE_OK)
        code = put_hops(store, link, evidence);
    if (code == SQLITE_OK)
        code = store_facts_put(&store->facts, link, evidence);
    judge(out, last, arena);
    return code;
}

enum rc store_put(struct store *store, const struct evidence *evidence, struct arena *arena,
                  struct store_record *out, struct err *err)
{
    *out = record_of(evidence);
    if (!store || store->unwritable || !is_answer(evidence->verdict))
        return RC_OK;
    int code = store_run(take(store, BEGIN));
    if (code == SQLITE_OK)
        code = put_link(store, evidence, arena, out);
    if (code == SQLITE_OK)
        code = store_run(take(store, COMMIT));
    if (code == SQLITE_OK)
        return RC_OK;
    if (!sqlite3_get_autocommit(store->db))
        store_run(take(store, ROLLBACK));
    *out = record_of(evidence);
    return cannot_write(store, code, err);
}

enum rc store_forget(struct store *store, int64_t before, struct err *err)
{
    if (!store || store->unwritable)
        return RC_OK;
    sqlite3_stmt *forget = take(store, FORGET);
    sqlite3_bind_int64(forget, 1, before);
    int code = store_run(forget);
    return code == SQLITE_OK ? RC_OK : cannot_write(store, code, err);
}

size_t store_count(struct store *store)
{
    if (!store || store->unreadable)
        return 0;
    sqlite3_stmt *count = take(store, COUNT);
    size_t n = sqlite3_step(count) == SQLITE_ROW ? (size_t)sqlite3_column_int64(count, 0) : 0;
    sqlite3_reset(count);
    return n;
}
