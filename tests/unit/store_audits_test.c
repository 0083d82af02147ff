#include "net/store_audits.h"

#include "sandbox.h"

#include <sqlite3.h>
#include <string.h>

enum { NOW = 1700000000, WEEK = 7 * 24 * 60 * 60 };

#define NAME STR("/home/me/lists")

static void add(const char *path, str name, int64_t finished, const struct audit_state *state)
{
    const struct audit_numbers numbers = {
        .finished = finished,
        .verdicts = {[VERDICT_OK] = 70, [VERDICT_GONE] = 3, [VERDICT_NOT_CHECKED] = 9},
        .errors = 4,
        .warnings = 5,
        .infos = 6,
        .requests = 5000000000,
        .median = 120,
        .slow = -1,
    };
    const struct audit_state nothing = {0};
    struct err err;
    if (store_audits_add(path, name, &numbers, state ? state : &nothing, &err) != RC_OK)
        fail_msg("%s", err.text);
}

static struct audit_past read_past(const char *path, str name, struct arena *arena)
{
    struct audit_past past;
    struct err err;
    if (store_audits_read(path, name, arena, &past, &err) != RC_OK)
        fail_msg("%s", err.text);
    return past;
}

static void sql(const char *path, const char *text)
{
    sqlite3 *db;
    assert_int_equal(sqlite3_open(path, &db), SQLITE_OK);
    assert_int_equal(sqlite3_exec(db, text, NULL, NULL, NULL), SQLITE_OK);
    sqlite3_close(db);
}

static void all_of_an_audit_is_kept(void **state)
{
    char *path = sandbox_path(*state, "store");
    struct arena arena = {0};
    const struct audit_link links[] = {{STR("http://a.example/"), VERDICT_GONE},
                                       {STR("http://b.example/?\xff'"), VERDICT_MOVED}};
    const struct audit_finding findings[] = {{0, 1}, {1ULL << 63, 2}, {UINT64_MAX, 3}};
    const struct audit_state last = {links, 2, findings, 3};
    assert_int_equal(read_past(path, NAME, &arena).count, 0);
    add(path, NAME, NOW, &last);
    struct audit_past past = read_past(path, NAME, &arena);
    assert_int_equal(past.count, 1);
    const struct audit_numbers *numbers = &past.audits[0];
    assert_int_equal(numbers->finished, NOW);
    assert_int_equal(numbers->verdicts[VERDICT_OK], 70);
    assert_int_equal(numbers->verdicts[VERDICT_GONE], 3);
    assert_int_equal(numbers->verdicts[VERDICT_MOVED], 0);
    assert_int_equal(numbers->verdicts[VERDICT_NOT_CHECKED], 9);
    assert_int_equal(numbers->errors, 4);
    assert_int_equal(numbers->warnings, 5);
    assert_int_equal(numbers->infos, 6);
    assert_int_equal(numbers->requests, 5000000000);
    assert_int_equal(numbers->median, 120);
    assert_int_equal(numbers->slow, -1);
    assert_int_equal(past.last.link_count, 2);
    assert_true(str_eq(past.last.links[0].url, links[0].url));
    assert_true(str_eq(past.last.links[1].url, links[1].url));
    assert_int_equal(past.last.links[1].verdict, VERDICT_MOVED);
    assert_int_equal(past.last.finding_count, 3);
    for (size_t i = 0; i < 3; i++) {
        assert_true(past.last.findings[i].fingerprint == findings[i].fingerprint);
        assert_int_equal(past.last.findings[i].count, findings[i].count);
    }
    arena_free(&arena);
    free(path);
}

static void a_state_takes_the_place_of_the_last(void **state)
{
    char *path = sandbox_path(*state, "store");
    struct arena arena = {0};
    const struct audit_link one = {STR("http://a.example/"), VERDICT_GONE};
    const struct audit_state last = {&one, 1, NULL, 0};
    add(path, NAME, NOW, &last);
    add(path, STR("/others"), NOW, &last);
    add(path, NAME, NOW + WEEK, NULL);
    struct audit_past past = read_past(path, NAME, &arena);
    assert_int_equal(past.count, 2);
    assert_int_equal(past.audits[0].finished, NOW);
    assert_int_equal(past.audits[1].finished, NOW + WEEK);
    assert_int_equal(past.last.link_count, 0);
    past = read_past(path, STR("/others"), &arena);
    assert_int_equal(past.count, 1);
    assert_int_equal(past.last.link_count, 1);
    arena_free(&arena);
    free(path);
}

static void so_many_are_kept_and_for_so_long(void **state)
{
    char *path = sandbox_path(*state, "store");
    struct arena arena = {0};
    for (int64_t i = 0; i < STORE_AUDITS_KEPT + 3; i++)
        add(path, NAME, NOW + i, NULL);
    struct audit_past past = read_past(path, NAME, &arena);
    assert_int_equal(past.count, STORE_AUDITS_KEPT);
    assert_int_equal(past.audits[0].finished, NOW + 3);
    assert_int_equal(past.audits[past.count - 1].finished, NOW + STORE_AUDITS_KEPT + 2);

    add(path, STR("/others"), NOW + STORE_AUDITS_FORGET, NULL);
    assert_int_equal(read_past(path, NAME, &arena).count, STORE_AUDITS_KEPT);
    add(path, STR("/others"), NOW + WEEK + STORE_AUDITS_FORGET, NULL);
    assert_int_equal(read_past(path, NAME, &arena).count, 0);
    assert_int_equal(read_past(path, STR("/others"), &arena).count, 2);
    arena_free(&arena);
    free(path);
}

/* A file may say anything; what is read are numbers that mean something. */
static void a_file_with_nonsense(void **state)
{
    char *path = sandbox_path(*state, "store");
    struct arena arena = {0};
    const struct audit_link one = {STR("http://a.example/"), VERDICT_GONE};
    const struct audit_state last = {&one, 1, NULL, 0};
    add(path, NAME, NOW, &last);
    sql(path, "UPDATE audit SET ok = -1, gone = 9223372036854775807, finished = "
              "9223372036854775807, slow = 9223372036854775807, median = -5, requests = -1;"
              "INSERT INTO audit_link SELECT id, 'http://x.example/', 'nonsense' FROM audited");
    struct audit_past past = read_past(path, NAME, &arena);
    assert_int_equal(past.audits[0].verdicts[VERDICT_OK], 0);
    assert_int_equal(past.audits[0].verdicts[VERDICT_GONE], INT32_MAX);
    assert_int_equal(past.audits[0].finished, 253402300799);
    assert_int_equal(past.audits[0].slow, INT32_MAX);
    assert_int_equal(past.audits[0].median, 0);
    assert_int_equal(past.audits[0].requests, 0);
    assert_int_equal(past.last.link_count, 1);
    arena_free(&arena);
    free(path);
}

static void a_file_that_is_no_store(void **state)
{
    char *path = sandbox_path(*state, "store");
    struct arena arena = {0};
    struct audit_past past = {.count = 7};
    struct err err;
    sandbox_run(*state, "printf 'no database, but long enough to be one: %500s' x >store");
    assert_int_equal(store_audits_read(path, NAME, &arena, &past, &err), RC_FAIL);
    assert_int_equal(past.count, 0);
    assert_non_null(strstr(err.text, "store"));
    const struct audit_numbers numbers = {.finished = NOW};
    const struct audit_state nothing = {0};
    assert_int_equal(store_audits_add(path, NAME, &numbers, &nothing, &err), RC_FAIL);
    arena_free(&arena);
    free(path);
}

/* An audit that cannot be kept halfway through leaves the one before as it was. */
static void all_or_nothing(void **state)
{
    char *path = sandbox_path(*state, "store");
    struct arena arena = {0};
    const struct audit_link one = {STR("http://a.example/"), VERDICT_GONE};
    const struct audit_state last = {&one, 1, NULL, 0};
    add(path, NAME, NOW, &last);
    sql(path, "ALTER TABLE audit_finding RENAME TO elsewhere");
    const struct audit_link other = {STR("http://b.example/"), VERDICT_GONE};
    const struct audit_state next = {&other, 1, NULL, 0};
    const struct audit_numbers numbers = {.finished = NOW + WEEK};
    struct err err;
    assert_int_equal(store_audits_add(path, NAME, &numbers, &next, &err), RC_FAIL);
    sql(path, "ALTER TABLE elsewhere RENAME TO audit_finding");
    struct audit_past past = read_past(path, NAME, &arena);
    assert_int_equal(past.count, 1);
    assert_int_equal(past.last.link_count, 1);
    assert_true(str_eq(past.last.links[0].url, one.url));
    arena_free(&arena);
    free(path);
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, sandbox_open, sandbox_close)

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(all_of_an_audit_is_kept),          TEST(a_state_takes_the_place_of_the_last),
        TEST(so_many_are_kept_and_for_so_long), TEST(a_file_with_nonsense),
        TEST(a_file_that_is_no_store),          TEST(all_or_nothing),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
