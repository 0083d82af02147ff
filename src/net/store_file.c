#include "net/store_file.h"

#include <string.h>

enum {
    BUSY_MS = 10000,
    DEFAULT_MEGABYTES = 1024,
    PAGE_BYTES = 4096,
    ROW_BYTES_MAX = 4 * 1024 * 1024, /* no URL or reason is nearly as long */
};

/*
 * Times are seconds since 1970. A failure is an answer that is flaky or gone; `failures` and
 * `failed_days` count those since the last answer of another kind.
 */
static const char version_1[] =
    "CREATE TABLE link (\n"
    "    id INTEGER PRIMARY KEY,\n"
    "    url TEXT NOT NULL UNIQUE,\n"
    "    first_seen INTEGER NOT NULL,\n"
    "    asked INTEGER NOT NULL,\n"
    "    last_ok INTEGER,\n"
    "    failing_since INTEGER,\n"
    "    last_failed INTEGER,\n"
    "    failures INTEGER NOT NULL,\n"
    "    failed_days INTEGER NOT NULL,\n"
    "    verdict TEXT NOT NULL,\n"
    "    strong INTEGER NOT NULL,\n"
    "    cause TEXT NOT NULL,\n"
    "    reason TEXT NOT NULL,\n"
    "    final TEXT NOT NULL,\n"
    "    phase TEXT NOT NULL,\n"
    "    status INTEGER NOT NULL,\n"
    "    curl_code INTEGER NOT NULL,\n"
    "    resolve_code INTEGER NOT NULL,\n"
    "    address TEXT NOT NULL,\n"
    "    retry_after INTEGER NOT NULL,\n"
    "    fragment INTEGER NOT NULL,\n"
    "    requests INTEGER NOT NULL,\n"
    "    took INTEGER NOT NULL\n"
    ") STRICT;\n"
    "CREATE INDEX link_asked ON link (asked);\n"
    "CREATE TABLE hop (\n"
    "    link INTEGER NOT NULL REFERENCES link (id) ON DELETE CASCADE,\n"
    "    position INTEGER NOT NULL,\n"
    "    url TEXT NOT NULL,\n"
    "    status INTEGER NOT NULL,\n"
    "    method TEXT NOT NULL,\n"
    "    PRIMARY KEY (link, position)\n"
    ") STRICT, WITHOUT ROWID;\n";

/* What services know. */
static const char version_2[] =
    "ALTER TABLE link ADD COLUMN service TEXT NOT NULL DEFAULT '';\n"
    "CREATE TABLE paper (\n"
    "    link INTEGER PRIMARY KEY REFERENCES link (id) ON DELETE CASCADE,\n"
    "    id TEXT NOT NULL,\n"
    "    title TEXT NOT NULL,\n"
    "    authors TEXT NOT NULL,\n"
    "    published TEXT NOT NULL,\n"
    "    doi TEXT NOT NULL,\n"
    "    journal TEXT NOT NULL,\n"
    "    version INTEGER NOT NULL,\n"
    "    withdrawn INTEGER NOT NULL\n"
    ") STRICT;\n"
    "CREATE TABLE repository (\n"
    "    link INTEGER PRIMARY KEY REFERENCES link (id) ON DELETE CASCADE,\n"
    "    name TEXT NOT NULL,\n"
    "    archived INTEGER NOT NULL,\n"
    "    disabled INTEGER NOT NULL,\n"
    "    empty INTEGER NOT NULL\n"
    ") STRICT;\n";

/*
 * Audits, by the collection of lists that they were of: the numbers of each, and how the last one
 * left links and findings. Times of answers are milliseconds.
 */
static const char version_3[] =
    "CREATE TABLE audited (\n"
    "    id INTEGER PRIMARY KEY,\n"
    "    name TEXT NOT NULL UNIQUE,\n"
    "    last INTEGER NOT NULL\n"
    ") STRICT;\n"
    "CREATE TABLE audit (\n"
    "    id INTEGER PRIMARY KEY AUTOINCREMENT,\n"
    "    lists INTEGER NOT NULL REFERENCES audited (id) ON DELETE CASCADE,\n"
    "    finished INTEGER NOT NULL,\n"
    "    ok INTEGER NOT NULL,\n"
    "    moved INTEGER NOT NULL,\n"
    "    redirected INTEGER NOT NULL,\n"
    "    suspicious INTEGER NOT NULL,\n"
    "    gone INTEGER NOT NULL,\n"
    "    blocked INTEGER NOT NULL,\n"
    "    flaky INTEGER NOT NULL,\n"
    "    insecure INTEGER NOT NULL,\n"
    "    refused INTEGER NOT NULL,\n"
    "    not_checked INTEGER NOT NULL,\n"
    "    errors INTEGER NOT NULL,\n"
    "    warnings INTEGER NOT NULL,\n"
    "    infos INTEGER NOT NULL,\n"
    "    requests INTEGER NOT NULL,\n"
    "    median INTEGER,\n"
    "    slow INTEGER\n"
    ") STRICT;\n"
    "CREATE INDEX audit_lists ON audit (lists, id);\n"
    "CREATE TABLE audit_link (\n"
    "    lists INTEGER NOT NULL REFERENCES audited (id) ON DELETE CASCADE,\n"
    "    url TEXT NOT NULL,\n"
    "    verdict TEXT NOT NULL,\n"
    "    PRIMARY KEY (lists, url)\n"
    ") STRICT, WITHOUT ROWID;\n"
    "CREATE TABLE audit_finding (\n"
    "    lists INTEGER NOT NULL REFERENCES audited (id) ON DELETE CASCADE,\n"
    "    fingerprint INTEGER NOT NULL,\n"
    "    count INTEGER NOT NULL,\n"
    "    PRIMARY KEY (lists, fingerprint)\n"
    ") STRICT, WITHOUT ROWID;\n";

static const char *const steps_sql[] = {version_1, version_2, version_3};

const struct store_steps store_steps = {steps_sql, sizeof steps_sql / sizeof *steps_sql};

enum rc store_explain(struct err *err, const char *name, const char *what, int code)
{
    static const struct {
        int code;
        const char *why;
    } known[] = {
        {SQLITE_FULL, "the disk, or what the store may take of it, is full"},
        {SQLITE_READONLY, "it may not be written to"},
        {SQLITE_PERM, "it may not be read"},
        {SQLITE_CANTOPEN, "it, or the folder that it is in, cannot be opened"},
        {SQLITE_NOTADB, "it is no store of curlint: name another file"},
        {SQLITE_CORRUPT, "it is damaged: remove it, and a new one will be made"},
        /* All SQL is fixed, so that it can only be the tables that do not fit. */
        {SQLITE_ERROR, "its tables are not as they were made: remove it, and a new one will be "
                       "made"},
        {SQLITE_BUSY, "another run holds it"},
        {SQLITE_LOCKED, "another run holds it"},
    };
    for (size_t i = 0; i < sizeof known / sizeof *known; i++)
        if (known[i].code == (code & 0xff))
            return err_set(err, "%s: %s: %s", name, what, known[i].why);
    return err_set(err, "%s: %s: %s", name, what, sqlite3_errstr(code));
}

/* The one number that a statement gives. */
static int ask_number(sqlite3 *db, const char *sql, int64_t *out)
{
    sqlite3_stmt *statement = NULL;
    int code = sqlite3_prepare_v2(db, sql, -1, &statement, NULL);
    if (code == SQLITE_OK)
        code = sqlite3_step(statement);
    if (code == SQLITE_ROW) {
        *out = sqlite3_column_int64(statement, 0);
        code = SQLITE_OK;
    }
    sqlite3_finalize(statement);
    return code;
}

/* Whose file it is and which version it has, in a transaction that is still open. */
static int read_header(sqlite3 *db, int64_t *application, int64_t *version, int64_t *tables)
{
    int code = ask_number(db, "PRAGMA application_id", application);
    if (code == SQLITE_OK)
        code = ask_number(db, "PRAGMA user_version", version);
    if (code == SQLITE_OK)
        code = ask_number(db, "SELECT count(*) FROM sqlite_master", tables);
    return code;
}

static int take_steps(sqlite3 *db, const struct store_steps *steps, int from)
{
    int code = SQLITE_OK;
    char sql[96];
    for (int i = from; code == SQLITE_OK && i < steps->count; i++)
        code = sqlite3_exec(db, steps->sql[i], NULL, NULL, NULL);
    if (code != SQLITE_OK)
        return code;
    sqlite3_snprintf(sizeof sql, sql, "PRAGMA application_id = %d; PRAGMA user_version = %d",
                     STORE_APPLICATION, steps->count);
    return sqlite3_exec(db, sql, NULL, NULL, NULL);
}

/* Look at the file and change it where it is older; inside a transaction. */
static enum rc upgrade(sqlite3 *db, const struct store_steps *steps, const char *name, bool write,
                       bool *old, struct err *err)
{
    int64_t application, version, tables;
    int code = read_header(db, &application, &version, &tables);
    if (code != SQLITE_OK)
        return store_explain(err, name, "cannot be read as a store", code);
    bool empty = tables == 0 && version == 0;
    if (application != STORE_APPLICATION && !(empty && application == 0))
        return store_explain(err, name, "cannot be read as a store", SQLITE_NOTADB);
    if (version > steps->count)
        return err_set(err,
                       "%s: cannot be read as a store: a newer version of curlint made it (its "
                       "tables are version %lld, this one knows %d): use that one, or name "
                       "another file",
                       name, (long long)version, steps->count);
    if (version < 0)
        return store_explain(err, name, "cannot be read as a store", SQLITE_CORRUPT);
    *old = version < steps->count;
    if (!*old || !write)
        return RC_OK;
    code = take_steps(db, steps, (int)version);
    return code == SQLITE_OK ? RC_OK : store_explain(err, name, "cannot be made a store of", code);
}

/* One look, or one change, in a transaction of its own. */
static enum rc in_transaction(sqlite3 *db, const struct store_steps *steps, const char *name,
                              bool write, bool *old, struct err *err)
{
    int code = sqlite3_exec(db, write ? "BEGIN IMMEDIATE" : "BEGIN", NULL, NULL, NULL);
    if (code != SQLITE_OK)
        return store_explain(err, name, "cannot be used as a store", code);
    enum rc rc = upgrade(db, steps, name, write, old, err);
    if (rc == RC_OK) {
        code = sqlite3_exec(db, "COMMIT", NULL, NULL, NULL);
        if (code != SQLITE_OK)
            rc = store_explain(err, name, "cannot be made a store of", code);
    }
    if (!sqlite3_get_autocommit(db))
        sqlite3_exec(db, "ROLLBACK", NULL, NULL, NULL);
    return rc;
}

enum rc store_schema_upgrade(sqlite3 *db, const struct store_steps *steps, const char *name,
                             struct err *err)
{
    bool old = false;
    /* Most files need no change, and one that may only be read can then be used too. */
    enum rc rc = in_transaction(db, steps, name, false, &old, err);
    return rc == RC_OK && old ? in_transaction(db, steps, name, true, &old, err) : rc;
}

/*
 * The file may be one that a stranger committed: nothing in its schema is to run, and what is
 * damaged is to be noticed.
 */
static int harden(sqlite3 *db)
{
    static const int off[] = {SQLITE_DBCONFIG_ENABLE_TRIGGER, SQLITE_DBCONFIG_ENABLE_VIEW,
                              SQLITE_DBCONFIG_TRUSTED_SCHEMA,
                              SQLITE_DBCONFIG_ENABLE_LOAD_EXTENSION};
    for (size_t i = 0; i < sizeof off / sizeof *off; i++)
        sqlite3_db_config(db, off[i], 0, NULL);
    sqlite3_db_config(db, SQLITE_DBCONFIG_DEFENSIVE, 1, NULL);
    sqlite3_limit(db, SQLITE_LIMIT_LENGTH, ROW_BYTES_MAX);
    return sqlite3_exec(db, "PRAGMA cell_size_check = ON; PRAGMA mmap_size = 0", NULL, NULL, NULL);
}

/* How the file is written to. */
static int configure(sqlite3 *db, uint32_t megabytes)
{
    char sql[160];
    /* A process that is killed loses nothing so; a machine that loses power the last answers. */
    int code =
        sqlite3_exec(db, "PRAGMA synchronous = NORMAL; PRAGMA foreign_keys = ON", NULL, NULL, NULL);
    if (code != SQLITE_OK)
        return code;
    sqlite3_snprintf(
        sizeof sql, sql, "PRAGMA max_page_count = %lld",
        (long long)((megabytes ? megabytes : DEFAULT_MEGABYTES) * 1024 * 1024 / PAGE_BYTES));
    code = sqlite3_exec(db, sql, NULL, NULL, NULL);
    /*
     * Readers and a writer do not wait for each other so. Where it cannot be had (another run sets
     * it right now, a file system without shared memory, a file that may not be written to) all
     * else is the same.
     */
    if (code == SQLITE_OK)
        sqlite3_exec(db, "PRAGMA journal_mode = WAL", NULL, NULL, NULL);
    return code;
}

/* SQLite says little of why a file cannot be opened; the system says more. */
static enum rc explain_open(sqlite3 *db, const char *path, int code, struct err *err)
{
    int system = db ? sqlite3_system_errno(db) : 0;
    if ((code & 0xff) == SQLITE_CANTOPEN && system != 0)
        return err_set(err, "%s: cannot be opened as a store: %s", path, strerror(system));
    return store_explain(err, path, "cannot be opened as a store", code);
}

enum rc store_file_open(sqlite3 **out, const char *path, uint32_t megabytes, struct err *err)
{
    int flags =
        SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE | SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_EXRESCODE;
    int code = sqlite3_open_v2(path, out, flags, NULL);
    if (code == SQLITE_OK) {
        sqlite3_busy_timeout(*out, BUSY_MS);
        code = harden(*out);
    }
    if (code == SQLITE_OK)
        code = configure(*out, megabytes);
    if (code != SQLITE_OK)
        return explain_open(*out, path, code, err);
    return store_schema_upgrade(*out, &store_steps, path, err);
}
