/*
 * Edits and their patch: two rounds of edits on any bytes, then a patch of both. What is known of
 * the changes must be true, and the patch must lead from the first bytes to the last.
 *
 * The input is a byte that says how many edits there are, three bytes an edit (where, how many
 * bytes go, how many come), and the bytes themselves.
 */
#include "base/mem.h"
#include "report/patch.h"

#include <assert.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

enum { EDITS = 32, COMING = 8 };

/* One edit a finding, so that any that meet wait; those left over are for the second round. */
static void edit(struct buf *bytes, struct changes *changes, const uint8_t *says, size_t count)
{
    static const char coming[COMING + 1] = "a\nb\r\n\nc\0";
    struct document doc = {.source = buf_str(bytes)};
    struct finding findings[EDITS];
    struct edit edits[EDITS];
    for (size_t i = 0; i < count; i++) {
        size_t start = says[3 * i] * (bytes->n + 1) / 256, end = start + says[3 * i + 1] % 16;
        edits[i] = (struct edit){span_of(start, end < bytes->n ? end : bytes->n),
                                 {coming + says[3 * i + 2] % COMING, says[3 * i + 2] / COMING % 3}};
        if (says[3 * i + 2] % COMING + edits[i].text.n > COMING)
            edits[i].text.n = 0;
        findings[i] = (struct finding){.safety = FIX_SAFE, .edits = &edits[i], .edit_count = 1};
    }
    struct buf next = {0};
    if (fix_round(&doc, findings, count, FIX_SAFE, changes, &next) > 0) {
        buf_free(bytes);
        *bytes = next;
    }
}

static size_t number(str *rest)
{
    size_t value = 0, digits = 0;
    for (; digits < rest->n && ascii_is_digit(rest->at[digits]); digits++)
        value = value * 10 + (size_t)(rest->at[digits] - '0');
    assert(digits > 0);
    *rest = str_skip(*rest, digits);
    return value;
}

static void expect(str *rest, const char *text)
{
    assert(str_starts(*rest, str_from(text)));
    *rest = str_skip(*rest, strlen(text));
}

/* ",7" behind the first line of a range, 1 without it. */
static size_t length(str *rest)
{
    if (!str_starts(*rest, STR(",")))
        return 1;
    expect(rest, ",");
    return number(rest);
}

/* The text of a line of the patch, with its own line end unless the patch says it has none. */
static str line_of(str *patch)
{
    size_t newline = str_find_char(*patch, '\n');
    assert(newline != STR_NPOS);
    str line = str_sub(*patch, 1, newline + 1);
    *patch = str_skip(*patch, newline + 1);
    if (str_starts(*patch, STR("\\ No newline at end of file\n"))) {
        *patch = str_skip(*patch, STR("\\ No newline at end of file\n").n);
        line.n--;
    }
    return line;
}

static str take_line(str *text)
{
    size_t newline = str_find_char(*text, '\n');
    str line = str_sub(*text, 0, newline == STR_NPOS ? text->n : newline + 1);
    *text = str_skip(*text, line.n);
    return line;
}

/* What `git apply` would make of it, strictly. */
static void apply(struct buf *out, str before, str patch)
{
    size_t was = 0, is = 0; /* lines so far */
    expect(&patch, "diff --git a/a.md b/a.md\n--- a/a.md\n+++ b/a.md\n");
    while (patch.n > 0) {
        expect(&patch, "@@ -");
        size_t old_start = number(&patch), old_count = length(&patch);
        expect(&patch, " +");
        size_t new_start = number(&patch), new_count = length(&patch);
        expect(&patch, " @@\n");
        old_start -= old_count > 0;
        new_start -= new_count > 0;
        assert(old_start >= was);
        for (; was < old_start; was++, is++)
            buf_add(out, take_line(&before));
        assert(is == new_start);
        bool changes = false;
        while (patch.n > 0 && patch.at[0] != '@') {
            char sign = patch.at[0];
            str line = line_of(&patch);
            assert(sign == ' ' || sign == '-' || sign == '+');
            changes |= sign != ' ';
            if (sign != '+') {
                assert(str_eq(take_line(&before), line));
                was++;
            }
            if (sign != '-') {
                buf_add(out, line);
                is++;
            }
        }
        assert(changes && was == old_start + old_count && is == new_start + new_count);
    }
    buf_add(out, before);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    size_t count = size > 0 ? data[0] % EDITS : 0;
    if (size < 1 + 3 * count)
        return 0;
    str first = {(const char *)data + 1 + 3 * count, size - 1 - 3 * count};
    struct changes changes = {0};
    struct buf bytes = {0}, patch = {0}, made = {0};
    buf_add(&bytes, first);
    edit(&bytes, &changes, data + 1, count / 2);
    edit(&bytes, &changes, data + 1 + 3 * (count / 2), count - count / 2);
    patch_add(&patch, STR("a.md"), first, buf_str(&bytes), &changes);
    if (patch.n > 0)
        apply(&made, first, buf_str(&patch));
    else
        buf_add(&made, first);
    assert(str_eq(buf_str(&made), buf_str(&bytes)));
    buf_free(&made);
    buf_free(&patch);
    buf_free(&bytes);
    changes_free(&changes);
    return 0;
}
