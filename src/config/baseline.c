#include "config/baseline.h"

#include "base/file.h"
#include "base/mem.h"
#include "base/near.h"

#include <jansson.h>
#include <stdarg.h>
#include <stdio.h>

enum { SCHEMA = 1 };

#define ANEW "`curlint baseline --force` writes it anew"

/* What is being read; nothing in it is owned but the spans. */
struct reader {
    struct baseline *baseline;
    str text;
    const char *name;
    struct err *err;
    VEC(struct span) records; /* where the records stand */
};

static uint32_t line_of(str text, size_t offset, size_t *column)
{
    uint32_t line = 1;
    size_t start = 0;
    for (size_t i = 0; i < offset && i < text.n; i++)
        if (text.at[i] == '\n') {
            line++;
            start = i + 1;
        }
    *column = offset - start + 1;
    return line;
}

static enum rc fail(struct reader *reader, size_t offset, const char *format, ...)
    __attribute__((format(printf, 3, 4)));

static enum rc fail(struct reader *reader, size_t offset, const char *format, ...)
{
    char text[sizeof reader->err->text];
    va_list args;
    va_start(args, format);
    vsnprintf(text, sizeof text, format, args);
    va_end(args);
    size_t column;
    uint32_t line = line_of(reader->text, offset, &column);
    return err_set(reader->err, "%s:%u:%zu: %s", reader->name, line, column, text);
}

/*
 * Where the items of the first list inside the outermost object stand. The text is JSON: only
 * strings could hold a bracket that is none.
 */
static void find_records(struct reader *reader)
{
    str text = reader->text;
    size_t start = STR_NPOS, last = 0;
    int depth = 0;
    for (size_t i = 0; i < text.n; i++) {
        char c = text.at[i];
        if (ascii_is_space(c))
            continue;
        bool closes = c == ']' || c == '}', parts = depth == 2 && (c == ',' || closes);
        if (parts && start != STR_NPOS)
            vec_push(&reader->records, span_of(start, last));
        if (parts)
            start = STR_NPOS;
        else if (depth == 2 && start == STR_NPOS)
            start = i;
        depth += (c == '[' || c == '{') - closes;
        if (c == '"')
            for (i++; i < text.n && text.at[i] != '"'; i++)
                i += text.at[i] == '\\';
        last = i + 1;
    }
}

/* A key that is none of `keys` (NULL-ended), or RC_OK. */
static enum rc check_keys(struct reader *reader, json_t *object, size_t offset,
                          const char *const *keys)
{
    const char *key;
    json_t *value;
    json_object_foreach(object, key, value)
    {
        struct near near = near_start(str_from(key));
        bool known = false;
        for (const char *const *at = keys; *at && !known; at++) {
            known = str_eq(str_from(key), str_from(*at));
            near_offer(&near, *at);
        }
        if (!known && near.best)
            return fail(reader, offset, "unknown key \"%s\": did you mean \"%s\"?", key, near.best);
        if (!known)
            return fail(reader, offset, "unknown key \"%s\": remove it; " ANEW, key);
    }
    return RC_OK;
}

static bool is_text(const json_t *value)
{
    return json_is_string(value) && json_string_length(value) > 0;
}

static str text_of(const json_t *value)
{
    return (str){json_string_value(value), json_string_length(value)};
}

static enum rc read_record(struct reader *reader, json_t *record, struct span span)
{
    static const char *const keys[] = {"rule", "entry", "file", "count", NULL};
    if (!json_is_object(record))
        return fail(reader, span.start,
                    "a record is {\"rule\": …, \"entry\" or \"file\": …, \"count\": …}; " ANEW);
    if (check_keys(reader, record, span.start, keys) != RC_OK)
        return RC_FAIL;
    const json_t *rule = json_object_get(record, "rule"), *entry = json_object_get(record, "entry"),
                 *file = json_object_get(record, "file"), *count = json_object_get(record, "count");
    if (!is_text(rule))
        return fail(reader, span.start, "a record needs a rule, such as \"arxiv/id\"; " ANEW);
    if (!entry == !file || !is_text(entry ? entry : file))
        return fail(reader, span.start, "a record needs an entry or a file, and not both; " ANEW);
    if (!json_is_integer(count) || json_integer_value(count) < 1 ||
        json_integer_value(count) > INT32_MAX)
        return fail(reader, span.start,
                    "a record needs a count from 1 to 2147483647; remove a record of none");
    struct baseline_record *known =
        baseline_add(reader->baseline, text_of(rule), text_of(file ? file : entry), file != NULL);
    if (known->count > 0) {
        size_t column;
        return fail(reader, span.start, "this record is there twice, first on line %u: keep one",
                    line_of(reader->text, known->span.start, &column));
    }
    known->count = (uint32_t)json_integer_value(count);
    known->span = span;
    return RC_OK;
}

static enum rc read_root(struct reader *reader, json_t *root)
{
    static const char *const keys[] = {"schema", "findings", NULL};
    if (!json_is_object(root))
        return fail(reader, 0, "is no baseline: it begins with {\"schema\": 1; " ANEW);
    const json_t *schema = json_object_get(root, "schema"),
                 *findings = json_object_get(root, "findings");
    if (!json_is_integer(schema))
        return fail(reader, 0, "is no baseline: it begins with {\"schema\": 1; " ANEW);
    if (json_integer_value(schema) != SCHEMA)
        return fail(reader, 0,
                    "is a baseline of another version of curlint (schema %lld): use that one, or "
                    "write it anew by `curlint baseline --force`",
                    (long long)json_integer_value(schema));
    if (check_keys(reader, root, 0, keys) != RC_OK)
        return RC_FAIL;
    if (!json_is_array(findings))
        return fail(reader, 0, "is no baseline: it lacks the list \"findings\"; " ANEW);
    find_records(reader);
    enum rc rc = RC_OK;
    for (size_t i = 0; rc == RC_OK && i < json_array_size(findings); i++)
        rc = read_record(reader, json_array_get(findings, i), reader->records.at[i]);
    return rc;
}

/* Without what stands there: the file may be a link to somebody else's. */
static enum rc fail_syntax(struct reader *reader, const json_error_t *error)
{
    str what = str_from(error->text);
    size_t near = str_find(what, STR(" near "));
    return err_set(reader->err, "%s:%d:%d: is not valid JSON (%.*s); " ANEW, reader->name,
                   error->line > 0 ? error->line : 1, error->column > 0 ? error->column : 1,
                   STR_ARG(str_sub(what, 0, near)));
}

/* "<<<<<<< HEAD" at the start of a line. */
static size_t find_conflict(str text)
{
    str mark = STR("<<<<<<< ");
    if (str_starts(text, mark))
        return 0;
    size_t at = str_find(text, STR("\n<<<<<<< "));
    return at == STR_NPOS ? at : at + 1;
}

enum rc baseline_parse(struct baseline *baseline, str text, const char *name, struct err *err)
{
    struct reader reader = {.baseline = baseline, .text = text, .name = name, .err = err};
    size_t conflict = find_conflict(text);
    if (conflict != STR_NPOS)
        return fail(&reader, conflict,
                    "a merge was not finished here: keep the records of both sides, with the "
                    "smaller count where both have one, or write it anew by `curlint baseline "
                    "--force`");
    json_error_t error;
    json_t *root = json_loadb(text.n ? text.at : "", text.n, JSON_REJECT_DUPLICATES, &error);
    if (!root)
        return fail_syntax(&reader, &error);
    enum rc rc = read_root(&reader, root);
    json_decref(root);
    vec_free(&reader.records);
    return rc;
}

enum rc baseline_load(struct baseline *baseline, struct buf *text, const char *path,
                      const char *name, struct err *err)
{
    size_t size = 0;
    enum rc rc = file_read(text, path, BASELINE_BYTES_MAX, &size, err);
    if (rc == RC_MISSING)
        return rc;
    if (rc == RC_FAIL)
        return err_set(err, "%s: cannot be read as a baseline: make it a readable file", name);
    if (size > BASELINE_BYTES_MAX)
        return err_set(err, "%s: is larger than a baseline can be: 8 MiB at most; " ANEW, name);
    return baseline_parse(baseline, buf_str(text), name, err);
}

static int add_bytes(const char *bytes, size_t n, void *out)
{
    buf_add(out, (str){bytes, n});
    return 0;
}

/* What is not ASCII as \uXXXX: a row's text reaches no terminal by a diff of this file. */
static void add_text(struct buf *out, str text)
{
    json_t *string = json_stringn(text.n ? text.at : "", text.n);
    json_dump_callback(string, add_bytes, out, JSON_ENCODE_ANY | JSON_ENSURE_ASCII);
    json_decref(string);
}

void baseline_write(struct buf *out, const struct baseline *baseline)
{
    buf_printf(out, "{\n  \"schema\": %d,\n  \"findings\": [", SCHEMA);
    for (size_t i = 0; i < baseline->n; i++) {
        const struct baseline_record *record = &baseline->at[i];
        buf_add(out, i > 0 ? STR(",\n    ") : STR("\n    "));
        buf_add(out, STR("{\"rule\": "));
        add_text(out, record->rule);
        buf_add(out, record->is_file ? STR(", \"file\": ") : STR(", \"entry\": "));
        add_text(out, record->place);
        buf_printf(out, ", \"count\": %u}", record->count);
    }
    buf_add(out, baseline->n > 0 ? STR("\n  ]\n}\n") : STR("]\n}\n"));
}
