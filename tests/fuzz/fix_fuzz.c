/*
 * Fixing, with every rule there is: the edits of a finding mend it, rounds come to rest, what is
 * known of the changes is true, and no hidden cell is lost. Nothing is asked of a document that is
 * over a limit.
 */
#include "base/mem.h"
#include "lint/engine.h"
#include "lint/fix.h"

#include <assert.h>
#include <string.h>

extern const struct rule_entry rule_table[];
extern const size_t rule_table_count;

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

/* Two rounds are usual; text that was encoded wrongly n times takes n. */
enum { ROUNDS = 24 };

/* A document with what is found in it. */
struct state {
    struct document *doc;
    struct engine *engine;
    const struct findings *findings;
};

static struct state make(const struct settings *settings, str bytes)
{
    struct state state;
    const struct date today = {2026, 6, 1};
    char *source = mem_alloc(bytes.n + 1, 1);
    if (bytes.n)
        memcpy(source, bytes.at, bytes.n);
    state.doc = document_build(STR("fuzz.md"), source, bytes.n, &settings->limits, today);
    state.engine = engine_new(settings, NULL, today);
    engine_document(state.engine, state.doc);
    state.findings = engine_finish(state.engine);
    return state;
}

static void drop(struct state *state)
{
    engine_free(state->engine);
    document_free(state->doc);
}

static size_t count_like(const struct state *state, const struct finding *finding)
{
    size_t count = 0;
    for (size_t i = 0; i < state->findings->n; i++)
        count += state->findings->at[i].rule == finding->rule &&
                 state->findings->at[i].fingerprint == finding->fingerprint;
    return count;
}

static size_t count_hidden(const struct document *doc)
{
    size_t count = 0;
    for (uint32_t i = 0; i < doc->row_count; i++)
        count += doc->rows[i].hidden != UINT16_MAX;
    return count;
}

/* Bytes outside of the changes are the same, and there is one at least between two. */
static void check_changes(str before, str after, const struct changes *changes)
{
    uint32_t from = 0, to = 0;
    for (size_t i = 0; i < changes->n; i++) {
        struct change change = changes->at[i];
        assert(change.before.start >= from && (i == 0 || change.before.start > from));
        assert(change.before.start - from == change.after.start - to);
        assert(str_eq(str_sub(before, from, change.before.start),
                      str_sub(after, to, change.after.start)));
        assert(change.before.end <= before.n && change.after.end <= after.n);
        from = change.before.end;
        to = change.after.end;
    }
    assert(str_eq(str_skip(before, from), str_skip(after, to)));
}

/* The edits of one finding alone. */
static void check_alone(const struct settings *settings, const struct state *state, size_t choice)
{
    struct changes changes = {0};
    struct buf bytes = {0};
    const struct finding *finding = &state->findings->at[choice];
    if (fix_round(state->doc, finding, 1, FIX_UNSAFE, &changes, &bytes) == 1) {
        check_changes(state->doc->source, buf_str(&bytes), &changes);
        struct state after = make(settings, buf_str(&bytes));
        if (after.doc->refusal.kind == REFUSED_NOT) {
            assert(count_like(&after, finding) < count_like(state, finding));
            assert(count_hidden(after.doc) >= count_hidden(state->doc));
        }
        drop(&after);
    }
    buf_free(&bytes);
    changes_free(&changes);
}

static void check_rounds(const struct settings *settings, struct state *state, enum safety most)
{
    struct changes changes = {0};
    struct buf first = {0};
    buf_add(&first, state->doc->source);
    size_t hidden = count_hidden(state->doc);
    for (int round = 0; state->doc->refusal.kind == REFUSED_NOT; round++) {
        struct buf bytes = {0};
        uint32_t made =
            fix_round(state->doc, state->findings->at, state->findings->n, most, &changes, &bytes);
        if (made > 0) {
            drop(state);
            *state = make(settings, buf_str(&bytes));
        }
        buf_free(&bytes);
        if (made == 0)
            break;
        assert(round < ROUNDS);
        check_changes(buf_str(&first), state->doc->source, &changes);
    }
    assert(state->doc->refusal.kind != REFUSED_NOT || count_hidden(state->doc) >= hidden);
    buf_free(&first);
    changes_free(&changes);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct settings settings;
    settings_init(&settings, rule_table, rule_table_count);
    settings_select(&settings, STR("all"), SEVERITY_ERROR, false, true);
    struct state state = make(&settings, (str){(const char *)data, size});
    if (state.doc->refusal.kind == REFUSED_NOT) {
        for (size_t i = 0; i < state.findings->n && i < 8; i++)
            check_alone(&settings, &state, i);
        check_rounds(&settings, &state, FIX_SAFE);
        check_rounds(&settings, &state, FIX_UNSAFE);
    }
    drop(&state);
    settings_free(&settings);
    return 0;
}
