#include "net/store.h"

#include "net/store_file.h"
#include "sandbox.h"

#include "base/file.h"
#include "base/mem.h"

#include <grp.h>
#include <signal.h>
#include <string.h>
#include <sys/wait.h>

enum { NOW = 1700000000 };

/* The wall clock of a test: it stands where the test puts it. */
struct still {
    int64_t now;
};

static int64_t still_wall(void *self)
{
    return ((struct still *)self)->now;
}

/* What a test has in hand. */
struct bench {
    const struct sandbox *box;
    char *path;
    struct still still;
    struct store *store;
    struct arena arena;
};

static struct store_options options_of(struct bench *bench)
{
    struct clock clock = clock_system();
    clock.wall = still_wall;
    clock.self = &bench->still;
    return store_defaults(clock);
}

static struct store *open_path(struct bench *bench, const char *path)
{
    struct store_options options = options_of(bench);
    struct store *store;
    struct err err;
    if (store_open(&store, path, &options, &err) != RC_OK)
        fail_msg("%s", err.text);
    assert_non_null(store);
    return store;
}

/* It must stay where it is: the store's clock leads to it. */
static void bench_open(struct bench *bench, void **state)
{
    *bench = (struct bench){.box = *state, .still = {NOW}};
    bench->path = sandbox_path(bench->box, "links.sqlite");
    bench->store = open_path(bench, bench->path);
}

static void bench_close(struct bench *bench)
{
    store_close(bench->store);
    arena_free(&bench->arena);
    free(bench->path);
}

static struct evidence answer(const char *url, enum verdict verdict, int64_t when)
{
    return (struct evidence){.url = str_from(url),
                             .final = str_from(url),
                             .verdict = verdict,
                             .cause = "timeout",
                             .reason = STR("timed out after 30 s"),
                             .retry_after = -1,
                             .when = when};
}

static struct store_record put(struct bench *bench, const struct evidence *evidence)
{
    struct store_record record;
    struct err err = {{0}};
    if (store_put(bench->store, evidence, &bench->arena, &record, &err) != RC_OK)
        fail_msg("%s", err.text);
    return record;
}

static struct store_record get(struct bench *bench, const char *url)
{
    struct store_record record;
    struct err err = {{0}};
    assert_int_equal(store_get(bench->store, str_from(url), &bench->arena, &record, &err), RC_OK);
    return record;
}

static void assert_missing(struct bench *bench, str url)
{
    struct store_record record;
    struct err err;
    assert_int_equal(store_get(bench->store, url, &bench->arena, &record, &err), RC_MISSING);
}

static void assert_str(str found, str expected)
{
    assert_int_equal(found.n, expected.n);
    assert_memory_equal(found.n ? found.at : "", expected.n ? expected.at : "", expected.n);
}

static void reopen(struct bench *bench)
{
    store_close(bench->store);
    bench->store = open_path(bench, bench->path);
}

static void assert_same(const struct evidence *found, const struct evidence *expected)
{
    assert_str(found->url, expected->url);
    assert_str(found->final, expected->final);
    assert_str(found->reason, expected->reason);
    assert_str(found->address, expected->address);
    assert_string_equal(found->cause, expected->cause);
    assert_int_equal(found->verdict, expected->verdict);
    assert_int_equal(found->strength, expected->strength);
    assert_int_equal(found->phase, expected->phase);
    assert_int_equal(found->status, expected->status);
    assert_int_equal(found->curl_code, expected->curl_code);
    assert_int_equal(found->resolve_code, expected->resolve_code);
    assert_int_equal(found->retry_after, expected->retry_after);
    assert_int_equal(found->fragment, expected->fragment);
    assert_int_equal(found->requests, expected->requests);
    assert_int_equal(found->took, expected->took);
    assert_int_equal(found->when, expected->when);
    assert_str(found->service, expected->service);
    assert_int_equal(found->paper != NULL, expected->paper != NULL);
    if (found->paper && expected->paper) {
        assert_str(found->paper->id, expected->paper->id);
        assert_str(found->paper->title, expected->paper->title);
        assert_str(found->paper->authors, expected->paper->authors);
        assert_str(found->paper->published, expected->paper->published);
        assert_str(found->paper->doi, expected->paper->doi);
        assert_str(found->paper->journal, expected->paper->journal);
        assert_int_equal(found->paper->version, expected->paper->version);
        assert_int_equal(found->paper->withdrawn, expected->paper->withdrawn);
    }
    assert_int_equal(found->repo != NULL, expected->repo != NULL);
    if (found->repo && expected->repo) {
        assert_str(found->repo->name, expected->repo->name);
        assert_int_equal(found->repo->archived, expected->repo->archived);
        assert_int_equal(found->repo->disabled, expected->repo->disabled);
        assert_int_equal(found->repo->empty, expected->repo->empty);
    }
    assert_int_equal(found->hop_count, expected->hop_count);
    for (size_t i = 0; i < expected->hop_count; i++) {
        assert_str(found->hops[i].url, expected->hops[i].url);
        assert_int_equal(found->hops[i].status, expected->hops[i].status);
        assert_int_equal(found->hops[i].method, expected->hops[i].method);
    }
}

static void all_of_an_answer_is_kept(void **state)
{
    struct bench bench;
    bench_open(&bench, state);
    const struct hop hops[] = {{STR_INIT("http://a.example/x"), 301, METHOD_HEAD},
                               {STR_INIT("https://a.example/x"), 404, METHOD_GET}};
    const struct paper_facts paper = {.id = STR("hep-th/9901001"),
                                      .title = STR("On $\\alpha$"),
                                      .authors = STR("A One, B Two"),
                                      .published = STR("1999-01-01"),
                                      .doi = STR("10.1/x"),
                                      .journal = STR("J. 3"),
                                      .version = 4,
                                      .withdrawn = true};
    const struct repo_facts repo = {
        .name = STR("a/b"), .archived = true, .disabled = false, .empty = true};
    struct evidence evidence = {
        .service = STR("arxiv"),
        .paper = &paper,
        .repo = &repo,
        .url = STR("http://a.example/x#part"),
        .final = STR("https://a.example/x"),
        .hops = hops,
        .hop_count = 2,
        .verdict = VERDICT_GONE,
        .strength = STRENGTH_STRONG,
        .cause = "not-found",
        .reason = STR("404 Not Found"),
        .phase = PHASE_DONE,
        .status = 404,
        .curl_code = 23,
        .resolve_code = -2,
        .address = STR("192.0.2.7"),
        .retry_after = 120,
        .fragment = FRAGMENT_MISSING,
        .requests = 5,
        .took = 1234,
        .when = NOW,
    };
    assert_missing(&bench, evidence.url);
    assert_int_equal(store_count(bench.store), 0);
    struct store_record record = put(&bench, &evidence);
    assert_same(&record.evidence, &evidence);
    reopen(&bench);
    record = get(&bench, evidence.url.at);
    assert_same(&record.evidence, &evidence);
    assert_int_equal(record.first_seen, NOW);
    assert_int_equal(record.last_ok, -1);
    assert_int_equal(record.failing_since, NOW);
    assert_int_equal(record.failures, 1);
    assert_int_equal(record.failed_days, 1);
    assert_int_equal(store_count(bench.store), 1);

    /* The next answer takes its place, with a shorter chain. */
    struct evidence next = answer(evidence.url.at, VERDICT_OK, NOW + 60);
    next.hops = hops;
    next.hop_count = 1;
    put(&bench, &next);
    record = get(&bench, evidence.url.at);
    assert_same(&record.evidence, &next);
    assert_int_equal(record.first_seen, NOW);
    assert_int_equal(record.last_ok, NOW + 60);
    assert_int_equal(record.failing_since, -1);
    assert_int_equal(record.failures, 0);
    bench_close(&bench);
}

/* What servers and lists say is data. */
static void hostile_text(void **state)
{
    struct bench bench;
    bench_open(&bench, state);
    static const str texts[] = {
        STR_INIT("'); DROP TABLE link; --"),
        STR_INIT("a\0b"),
        STR_INIT("\xff\xfe\x80"),
        STR_INIT("?1"),
        STR_INIT("\x1b[31m"),
        STR_INIT(""),
        STR_INIT("\"x\" OR 1=1"),
        STR_INIT("a\r\nb\tc"),
        STR_INIT("a\0c"),
    };
    enum { COUNT = sizeof texts / sizeof *texts };
    for (size_t i = 0; i < COUNT; i++) {
        struct hop hop = {texts[COUNT - 1 - i], 200, METHOD_HEAD};
        struct evidence evidence = answer("", VERDICT_OK, NOW + (int64_t)i);
        evidence.url = evidence.final = evidence.address = texts[i];
        evidence.reason = texts[COUNT - 1 - i];
        evidence.hops = &hop;
        evidence.hop_count = 1;
        put(&bench, &evidence);
    }
    reopen(&bench);
    assert_int_equal(store_count(bench.store), COUNT);
    for (size_t i = 0; i < COUNT; i++) {
        struct store_record record;
        struct err err;
        assert_int_equal(store_get(bench.store, texts[i], &bench.arena, &record, &err), RC_OK);
        assert_str(record.evidence.url, texts[i]);
        assert_str(record.evidence.address, texts[i]);
        assert_str(record.evidence.reason, texts[COUNT - 1 - i]);
        assert_str(record.evidence.hops[0].url, texts[COUNT - 1 - i]);
        assert_int_equal(record.evidence.when, NOW + (int64_t)i);
    }
    assert_missing(&bench, STR("a"));
    bench_close(&bench);
}

/* Each verdict is used again as long as its own age says, and never longer. */
static void ages(void **state)
{
    struct bench bench;
    bench_open(&bench, state);
    struct store_options options = options_of(&bench);
    for (int v = 0; v < VERDICT_COUNT; v++) {
        int64_t age = options.max_age[v];
        for (int i = 0; i < 50; i++) {
            char url[64];
            snprintf(url, sizeof url, "https://h%d.example/%d", i, v);
            struct evidence evidence = answer(url, (enum verdict)v, NOW);
            put(&bench, &evidence);
            bench.still.now = NOW;
            if (age == 0) {
                assert_missing(&bench, str_from(url));
                continue;
            }
            assert_true(get(&bench, url).fresh);
            bench.still.now = NOW + age * 7 / 10 - 60;
            assert_true(get(&bench, url).fresh);
            bench.still.now = NOW + age;
            assert_false(get(&bench, url).fresh);
            /* A clock that was wrong for a while. */
            bench.still.now = NOW - 3600;
            assert_true(get(&bench, url).fresh);
            bench.still.now = NOW - 2 * STORE_DAY;
            assert_false(get(&bench, url).fresh);
            /* A service is not asked again within a day. */
            evidence.service = STR("arxiv");
            evidence.when = NOW;
            put(&bench, &evidence);
            bench.still.now = NOW + STORE_DAY;
            assert_true(get(&bench, url).fresh);
            bench.still.now = NOW + (age > 2 * STORE_DAY ? age : 2 * STORE_DAY);
            assert_false(get(&bench, url).fresh);
        }
    }
    bench_close(&bench);
}

static void ages_are_spread(void **state)
{
    struct bench bench;
    bench_open(&bench, state);
    size_t fresh = 0;
    for (int i = 0; i < 1000; i++) {
        char url[64];
        snprintf(url, sizeof url, "https://h%d.example/", i);
        struct evidence evidence = answer(url, VERDICT_OK, NOW);
        put(&bench, &evidence);
        bench.still.now = NOW + 14 * STORE_DAY * 85 / 100;
        fresh += get(&bench, url).fresh;
    }
    assert_in_range(fresh, 300, 700);
    bench_close(&bench);
}

static void an_age_of_nothing(void **state)
{
    struct bench bench;
    bench_open(&bench, state);
    struct evidence evidence = answer("https://a.example/", VERDICT_OK, NOW);
    put(&bench, &evidence);
    store_close(bench.store);
    struct store_options options = options_of(&bench);
    memset(options.max_age, 0, sizeof options.max_age);
    struct err err;
    assert_int_equal(store_open(&bench.store, bench.path, &options, &err), RC_OK);
    assert_false(get(&bench, "https://a.example/").fresh);
    bench_close(&bench);
}

/* One answer of a sequence, so many hours after the start, and what is then said. */
struct turn {
    int hours;
    enum verdict verdict, said;
};

static void assert_turns(struct bench *bench, const char *url, const struct turn *turns,
                         size_t count)
{
    for (size_t i = 0; i < count; i++) {
        struct evidence evidence =
            answer(url, turns[i].verdict, NOW + (int64_t)turns[i].hours * 3600);
        struct store_record record = put(bench, &evidence);
        assert_int_equal(record.evidence.verdict, turns[i].said);
        reopen(bench);
        assert_int_equal(get(bench, url).evidence.verdict, turns[i].said);
    }
}

#define TURNS(bench, url, ...)                                                                     \
    do {                                                                                           \
        const struct turn turns[] = {__VA_ARGS__};                                                 \
        assert_turns((bench), (url), turns, sizeof turns / sizeof *turns);                         \
    } while (0)

static void weak_evidence_over_days(void **state)
{
    struct bench bench;
    bench_open(&bench, state);
    enum { D = 24 };
    TURNS(&bench, "weekly", {0, VERDICT_OK, VERDICT_OK}, {7 * D, VERDICT_FLAKY, VERDICT_FLAKY},
          {14 * D, VERDICT_FLAKY, VERDICT_FLAKY}, {21 * D, VERDICT_FLAKY, VERDICT_GONE},
          {28 * D, VERDICT_FLAKY, VERDICT_GONE}, {35 * D, VERDICT_OK, VERDICT_OK},
          {42 * D, VERDICT_FLAKY, VERDICT_FLAKY});
    TURNS(&bench, "daily", {0, VERDICT_FLAKY, VERDICT_FLAKY}, {1 * D, VERDICT_FLAKY, VERDICT_FLAKY},
          {2 * D, VERDICT_FLAKY, VERDICT_FLAKY}, {3 * D, VERDICT_FLAKY, VERDICT_FLAKY},
          {7 * D - 1, VERDICT_FLAKY, VERDICT_FLAKY}, {7 * D, VERDICT_FLAKY, VERDICT_GONE});
    /* Many failures in an hour are one. */
    TURNS(&bench, "often", {0, VERDICT_FLAKY, VERDICT_FLAKY}, {0, VERDICT_FLAKY, VERDICT_FLAKY},
          {0, VERDICT_FLAKY, VERDICT_FLAKY}, {0, VERDICT_FLAKY, VERDICT_FLAKY},
          {8 * D, VERDICT_FLAKY, VERDICT_FLAKY}, {8 * D, VERDICT_FLAKY, VERDICT_FLAKY},
          {9 * D, VERDICT_FLAKY, VERDICT_GONE});
    /* Anything else between is a new start: even a wall is a server that is there. */
    TURNS(&bench, "between", {0, VERDICT_FLAKY, VERDICT_FLAKY},
          {4 * D, VERDICT_FLAKY, VERDICT_FLAKY}, {8 * D, VERDICT_BLOCKED, VERDICT_BLOCKED},
          {12 * D, VERDICT_FLAKY, VERDICT_FLAKY}, {16 * D, VERDICT_FLAKY, VERDICT_FLAKY},
          {20 * D, VERDICT_FLAKY, VERDICT_GONE});
    TURNS(&bench, "insecure", {0, VERDICT_FLAKY, VERDICT_FLAKY},
          {4 * D, VERDICT_FLAKY, VERDICT_FLAKY}, {8 * D, VERDICT_INSECURE, VERDICT_INSECURE},
          {9 * D, VERDICT_FLAKY, VERDICT_FLAKY});
    /* A run that could not ask says nothing. */
    struct evidence none = answer("weekly", VERDICT_NOT_CHECKED, NOW);
    assert_int_equal(put(&bench, &none).evidence.verdict, VERDICT_NOT_CHECKED);
    none.verdict = VERDICT_REFUSED;
    put(&bench, &none);
    assert_int_equal(get(&bench, "weekly").evidence.verdict, VERDICT_FLAKY);
    assert_int_equal(get(&bench, "weekly").failures, 1);
    bench_close(&bench);
}

static void strong_evidence_at_once(void **state)
{
    struct bench bench;
    bench_open(&bench, state);
    struct evidence evidence = answer("https://a.example/", VERDICT_GONE, NOW);
    evidence.strength = STRENGTH_STRONG;
    struct store_record record = put(&bench, &evidence);
    assert_int_equal(record.evidence.verdict, VERDICT_GONE);
    assert_int_equal(record.evidence.strength, STRENGTH_STRONG);
    assert_str(record.evidence.reason, evidence.reason);
    bench_close(&bench);
}

static void what_is_said_of_weak_evidence(void **state)
{
    struct bench bench;
    bench_open(&bench, state);
    struct evidence evidence = answer("a", VERDICT_OK, NOW);
    put(&bench, &evidence);
    struct store_record record = {0};
    for (int i = 1; i <= 3; i++) {
        evidence = answer("a", VERDICT_FLAKY, NOW + i * 5 * STORE_DAY);
        record = put(&bench, &evidence);
    }
    assert_int_equal(record.evidence.strength, STRENGTH_WEAK);
    assert_str(record.evidence.reason,
               STR("timed out after 30 s; so it was on 3 days since 2023-11-19, and it last "
                   "answered on 2023-11-14"));
    assert_str(get(&bench, "a").evidence.reason, record.evidence.reason);
    for (int i = 1; i <= 3; i++) {
        evidence = answer("b", VERDICT_FLAKY, NOW + i * 5 * STORE_DAY);
        record = put(&bench, &evidence);
    }
    assert_str(record.evidence.reason,
               STR("timed out after 30 s; so it was on 3 days since 2023-11-19, and it never "
                   "answered before that"));
    bench_close(&bench);
}

static void old_urls_are_forgotten(void **state)
{
    struct bench bench;
    bench_open(&bench, state);
    const struct hop hop = {STR_INIT("x"), 200, METHOD_HEAD};
    for (int i = 0; i < 10; i++) {
        char url[16];
        snprintf(url, sizeof url, "u%d", i);
        struct evidence evidence = answer(url, VERDICT_OK, NOW + i);
        evidence.hops = &hop;
        evidence.hop_count = 1;
        put(&bench, &evidence);
    }
    struct err err;
    assert_int_equal(store_forget(bench.store, NOW + 4, &err), RC_OK);
    assert_int_equal(store_count(bench.store), 6);
    assert_missing(&bench, STR("u3"));
    assert_int_equal(get(&bench, "u4").evidence.hop_count, 1);
    store_close(bench.store);
    /* Their hops too. */
    sqlite3 *db;
    sqlite3_stmt *count;
    assert_int_equal(sqlite3_open(bench.path, &db), SQLITE_OK);
    assert_int_equal(sqlite3_prepare_v2(db, "SELECT count(*) FROM hop", -1, &count, NULL), 0);
    assert_int_equal(sqlite3_step(count), SQLITE_ROW);
    assert_int_equal(sqlite3_column_int(count, 0), 6);
    sqlite3_finalize(count);
    sqlite3_close(db);
    bench.store = NULL;
    bench_close(&bench);
}

static void without_a_store(void **state)
{
    (void)state;
    struct evidence evidence = answer("a", VERDICT_OK, NOW);
    struct store_record record;
    struct arena arena = {0};
    struct err err;
    assert_int_equal(store_get(NULL, STR("a"), &arena, &record, &err), RC_MISSING);
    assert_int_equal(store_put(NULL, &evidence, &arena, &record, &err), RC_OK);
    assert_int_equal(record.evidence.verdict, VERDICT_OK);
    assert_int_equal(record.last_ok, NOW);
    assert_int_equal(store_forget(NULL, NOW, &err), RC_OK);
    assert_int_equal(store_count(NULL), 0);
    store_close(NULL);
    arena_free(&arena);
}

/* --- files that are none, or not ours, or broken --- */

static void assert_refused(struct bench *bench, const char *path, const char *why)
{
    struct store_options options = options_of(bench);
    struct store *store;
    struct err err = {{0}};
    assert_int_equal(store_open(&store, path, &options, &err), RC_FAIL);
    assert_null(store);
    if (!strstr(err.text, why) || !strstr(err.text, path))
        fail_msg("%s", err.text);
}

static void sql(const char *path, const char *text)
{
    sqlite3 *db;
    assert_int_equal(sqlite3_open(path, &db), SQLITE_OK);
    assert_int_equal(sqlite3_exec(db, text, NULL, NULL, NULL), SQLITE_OK);
    sqlite3_close(db);
}

static void files_that_are_no_store(void **state)
{
    struct bench bench;
    bench_open(&bench, state);
    char *path = sandbox_path(bench.box, "text");
    sandbox_run(bench.box, "for i in $(seq 1000); do echo 'This is no database.'; done > text");
    assert_refused(&bench, path, "it is no store of curlint");
    free(path);
    path = sandbox_path(bench.box, "other");
    sql(path, "CREATE TABLE mine (x)");
    assert_refused(&bench, path, "it is no store of curlint");
    sql(path, "INSERT INTO mine VALUES (1)"); /* as it was */
    free(path);
    path = sandbox_path(bench.box, "nowhere/links");
    assert_refused(&bench, path, "cannot be opened as a store: No such file or directory");
    free(path);
    assert_refused(&bench, bench.box->dir, "cannot be opened as a store");
    sql(bench.path, "PRAGMA user_version = 7");
    assert_refused(&bench, bench.path, "a newer version of curlint made it");
    sql(bench.path, "PRAGMA user_version = -1");
    assert_refused(&bench, bench.path, "it is damaged");
    bench_close(&bench);
}

/* Wherever bytes are changed: it is said at most once a direction, and the run goes on. */
static void damaged_files(void **state)
{
    enum { URLS = 300, ROUNDS = 60 };
    struct bench bench;
    bench_open(&bench, state);
    for (int i = 0; i < URLS; i++) {
        char url[64];
        snprintf(url, sizeof url, "https://h%d.example/a/longer/path", i);
        struct hop hop = {str_from(url), 200, METHOD_HEAD};
        struct evidence evidence = answer(url, VERDICT_OK, NOW);
        evidence.hops = &hop;
        evidence.hop_count = 1;
        put(&bench, &evidence);
    }
    store_close(bench.store);
    bench.store = NULL;
    struct buf whole = {0};
    struct err err;
    assert_int_equal(file_read(&whole, bench.path, 1 << 24, NULL, &err), RC_OK);
    char *path = sandbox_path(bench.box, "damaged");
    uint32_t seed = 12345;
    int noticed = 0;
    for (int round = 0; round < ROUNDS; round++) {
        struct buf copy = {0};
        buf_add(&copy, buf_str(&whole));
        for (int i = 0; i < 200; i++) {
            seed = seed * 1664525u + 1013904223u;
            copy.at[seed % copy.n] = (char)(seed >> 24);
        }
        if (round % 3 == 0)
            copy.n = copy.n * (size_t)(round + 1) / ROUNDS;
        assert_int_equal(file_write(path, buf_str(&copy), &err), RC_OK);
        buf_free(&copy);
        struct store_options options = options_of(&bench);
        int failures = 0;
        struct store *store;
        if (store_open(&store, path, &options, &err) != RC_OK)
            noticed++;
        for (int i = 0; i < URLS; i++) {
            char url[64];
            struct store_record record;
            snprintf(url, sizeof url, "https://h%d.example/a/longer/path", i);
            failures += store_get(store, str_from(url), &bench.arena, &record, &err) == RC_FAIL;
            struct evidence evidence = answer(url, VERDICT_FLAKY, NOW + 1);
            failures += store_put(store, &evidence, &bench.arena, &record, &err) == RC_FAIL;
        }
        assert_in_range(failures, 0, 2);
        noticed += failures > 0;
        store_close(store);
    }
    assert_true(noticed > ROUNDS / 2);
    free(path);
    buf_free(&whole);
    bench_close(&bench);
}

static void a_full_disk(void **state)
{
    struct bench bench;
    bench_open(&bench, state);
    store_close(bench.store);
    struct store_options options = options_of(&bench);
    options.max_megabytes = 1;
    struct err err = {{0}};
    assert_int_equal(store_open(&bench.store, bench.path, &options, &err), RC_OK);
    char *reason = test_calloc(1, 20001);
    memset(reason, 'x', 20000);
    int failures = 0;
    for (int i = 0; i < 100; i++) {
        char url[32];
        struct store_record record;
        snprintf(url, sizeof url, "u%d", i);
        struct evidence evidence = answer(url, VERDICT_OK, NOW);
        evidence.reason = str_from(reason);
        failures += store_put(bench.store, &evidence, &bench.arena, &record, &err) == RC_FAIL;
        assert_int_equal(record.evidence.verdict, VERDICT_OK);
    }
    assert_int_equal(failures, 1);
    assert_non_null(strstr(err.text, "is full"));
    assert_non_null(strstr(err.text, "no answer is remembered"));
    /* What it holds can be used. */
    get(&bench, "u0");
    test_free(reason);
    bench_close(&bench);
}

/* Run `work` in a process of its own; gives its wait status. */
static int in_child(void (*work)(struct bench *bench), struct bench *bench)
{
    pid_t child = fork();
    assert_true(child >= 0);
    if (child == 0) {
        work(bench);
        _exit(0);
    }
    int status;
    assert_int_equal(waitpid(child, &status, 0), child);
    return status;
}

#define CHECK(condition)                                                                           \
    do {                                                                                           \
        if (!(condition)) {                                                                        \
            fprintf(stderr, "%s:%d: %s\n", __FILE__, __LINE__, #condition);                        \
            _exit(3);                                                                              \
        }                                                                                          \
    } while (0)

static void use_read_only(struct bench *bench)
{
    struct store_options options = options_of(bench);
    struct store_record record;
    struct err err = {{0}};
    struct store *store;
    CHECK(geteuid() != 0 || (setgroups(0, NULL) == 0 && seteuid(65534) == 0));
    CHECK(store_open(&store, bench->path, &options, &err) == RC_OK);
    CHECK(store_get(store, STR("a"), &bench->arena, &record, &err) == RC_OK);
    CHECK(record.fresh);
    struct evidence evidence = answer("b", VERDICT_OK, NOW);
    CHECK(store_put(store, &evidence, &bench->arena, &record, &err) == RC_FAIL);
    CHECK(strstr(err.text, "may not be written to"));
    CHECK(store_put(store, &evidence, &bench->arena, &record, &err) == RC_OK);
    CHECK(store_get(store, STR("a"), &bench->arena, &record, &err) == RC_OK);
    store_close(store);
}

static void a_file_that_may_only_be_read(void **state)
{
    struct bench bench;
    bench_open(&bench, state);
    struct evidence evidence = answer("a", VERDICT_OK, NOW);
    put(&bench, &evidence);
    store_close(bench.store);
    bench.store = NULL;
    sql(bench.path, "PRAGMA journal_mode = DELETE");
    sandbox_run(bench.box, "chmod 0444 links.sqlite && chmod 0555 .");
    assert_int_equal(in_child(use_read_only, &bench), 0);
    sandbox_run(bench.box, "chmod 0755 .");
    bench_close(&bench);
}

/* --- versions --- */

static void older_tables_are_brought_up_to_date(void **state)
{
    struct bench bench;
    bench_open(&bench, state);
    char *path = sandbox_path(bench.box, "old");
    static const char *const sql_steps[] = {
        "CREATE TABLE a (x); INSERT INTO a VALUES (1)",
        "ALTER TABLE a ADD COLUMN y; UPDATE a SET y = x + 1",
        "CREATE TABLE b AS SELECT x + y AS z FROM a",
    };
    sqlite3 *db;
    struct err err;
    for (int upto = 1; upto <= 3; upto += 2) {
        const struct store_steps steps = {sql_steps, upto};
        assert_int_equal(sqlite3_open(path, &db), SQLITE_OK);
        assert_int_equal(store_schema_upgrade(db, &steps, path, &err), RC_OK);
        assert_int_equal(store_schema_upgrade(db, &steps, path, &err), RC_OK);
        sqlite3_close(db);
    }
    sqlite3_stmt *read;
    assert_int_equal(sqlite3_open(path, &db), SQLITE_OK);
    assert_int_equal(sqlite3_prepare_v2(db, "SELECT z FROM b", -1, &read, NULL), SQLITE_OK);
    assert_int_equal(sqlite3_step(read), SQLITE_ROW);
    assert_int_equal(sqlite3_column_int(read, 0), 3);
    sqlite3_finalize(read);

    /* A step that fails leaves nothing of itself and of those before it. */
    static const char *const broken_steps[] = {"CREATE TABLE a (x)", "CREATE TABLE b (x)",
                                               "CREATE TABLE c (x)", "CREATE TABLE d (x)",
                                               "CREATE TABLE e (x); SELECT no_such_function()"};
    const struct store_steps broken = {broken_steps, 5};
    assert_int_equal(store_schema_upgrade(db, &broken, path, &err), RC_FAIL);
    assert_true(sqlite3_get_autocommit(db));
    assert_int_equal(sqlite3_exec(db, "SELECT * FROM d", NULL, NULL, NULL), SQLITE_ERROR);
    sqlite3_close(db);
    free(path);
    bench_close(&bench);
}

/* --- several processes --- */

enum { URLS = 60 };

/*
 * A run: whatever is not known well enough is asked for, which it says on `log`; before each it
 * waits for a byte from `go`.
 */
static void run_of(struct bench *bench, int log, int go)
{
    struct store *store = open_path(bench, bench->path);
    for (unsigned char i = 0; i < URLS; i++) {
        char url[32], ignored;
        struct store_record record;
        struct err err = {{0}};
        snprintf(url, sizeof url, "https://a.example/%d", i);
        enum rc rc = store_get(store, str_from(url), &bench->arena, &record, &err);
        CHECK(rc != RC_FAIL);
        if (rc == RC_OK && record.fresh)
            continue;
        CHECK(read(go, &ignored, 1) == 1);
        CHECK(write(log, &i, 1) == 1);
        struct evidence evidence = answer(url, i % 2 ? VERDICT_FLAKY : VERDICT_OK, NOW);
        CHECK(store_put(store, &evidence, &bench->arena, &record, &err) == RC_OK);
    }
    store_close(store);
}

/* Some time, without sleeping. */
static void spin(uint32_t turns)
{
    for (volatile uint32_t i = 0; i < turns; i++)
        ;
}

/*
 * Run in a child that is killed some time after it began to ask for the last of `most` URLs. Gives
 * that one, or -1 where there was nothing left to ask.
 */
static int run_and_kill(struct bench *bench, int most, uint32_t turns, unsigned asked[URLS])
{
    int log[2], go[2], last = -1, status;
    unsigned char url;
    assert_int_equal(pipe(log), 0);
    assert_int_equal(pipe(go), 0);
    pid_t child = fork();
    assert_true(child >= 0);
    if (child == 0) {
        close(log[0]);
        close(go[1]);
        run_of(bench, log[1], go[0]);
        _exit(0);
    }
    close(log[1]);
    for (int i = 0; i < most; i++) {
        assert_int_equal(write(go[1], "g", 1), 1);
        if (read(log[0], &url, 1) != 1)
            break;
        asked[url]++;
        last = url;
    }
    spin(turns);
    kill(child, SIGKILL);
    assert_int_equal(waitpid(child, &status, 0), child);
    assert_true(WIFSIGNALED(status) || WEXITSTATUS(status) == 0);
    close(log[0]);
    close(go[0]);
    close(go[1]);
    return last;
}

/*
 * However often it is killed, nothing is asked again but what was being asked. The kill falls
 * before, into and behind the writing of an answer.
 */
static void killed_at_any_moment(void **state)
{
    struct bench bench;
    bench_open(&bench, state);
    store_close(bench.store);
    bench.store = NULL;
    unsigned asked[URLS] = {0}, in_flight[URLS] = {0};
    uint32_t seed = 4711;
    int kills = 0, last;
    do {
        seed = seed * 1664525u + 1013904223u;
        last = run_and_kill(&bench, 1 + (int)(seed >> 16) % 4, (seed >> 8) % 200000, asked);
        if (last >= 0)
            in_flight[last]++;
        kills += last >= 0;
    } while (last >= 0 && kills < 1000);
    assert_in_range(kills, URLS / 4, 999);
    for (int i = 0; i < URLS; i++) {
        assert_true(asked[i] >= 1);
        assert_true(asked[i] <= 1 + in_flight[i]);
    }
    bench.store = open_path(&bench, bench.path);
    assert_int_equal(store_count(bench.store), URLS);
    bench_close(&bench);
}

static void write_all(struct bench *bench)
{
    struct store *store = open_path(bench, bench->path);
    for (int i = 0; i < 200; i++) {
        char url[32];
        struct store_record record;
        struct err err = {{0}};
        snprintf(url, sizeof url, "https://a.example/%d", i);
        struct evidence evidence = answer(url, VERDICT_FLAKY, NOW + getpid() % 1000);
        if (store_put(store, &evidence, &bench->arena, &record, &err) != RC_OK)
            fprintf(stderr, "%s\n", err.text);
        CHECK(record.failures >= 1);
        CHECK(err.text[0] == '\0');
        CHECK(store_get(store, str_from(url), &bench->arena, &record, &err) == RC_OK);
    }
    store_close(store);
}

/* They also make the file at once. */
static void several_runs_at_once(void **state)
{
    enum { RUNS = 4 };
    struct bench bench;
    bench_open(&bench, state);
    store_close(bench.store);
    bench.store = NULL;
    sandbox_run(bench.box, "rm -f links.sqlite*");
    pid_t children[RUNS];
    for (int i = 0; i < RUNS; i++) {
        children[i] = fork();
        assert_true(children[i] >= 0);
        if (children[i] == 0) {
            write_all(&bench);
            _exit(0);
        }
    }
    for (int i = 0; i < RUNS; i++) {
        int status;
        assert_int_equal(waitpid(children[i], &status, 0), children[i]);
        assert_int_equal(status, 0);
    }
    bench.store = open_path(&bench, bench.path);
    assert_int_equal(store_count(bench.store), 200);
    for (int i = 0; i < 200; i++) {
        char url[32];
        snprintf(url, sizeof url, "https://a.example/%d", i);
        assert_int_equal(get(&bench, url).failures, RUNS);
    }
    bench_close(&bench);
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, sandbox_open, sandbox_close)

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(all_of_an_answer_is_kept),
        TEST(hostile_text),
        TEST(ages),
        TEST(ages_are_spread),
        TEST(an_age_of_nothing),
        TEST(weak_evidence_over_days),
        TEST(strong_evidence_at_once),
        TEST(what_is_said_of_weak_evidence),
        TEST(old_urls_are_forgotten),
        TEST(without_a_store),
        TEST(files_that_are_no_store),
        TEST(damaged_files),
        TEST(a_full_disk),
        TEST(a_file_that_may_only_be_read),
        TEST(older_tables_are_brought_up_to_date),
        TEST(killed_at_any_moment),
        TEST(several_runs_at_once),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
