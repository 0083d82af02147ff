#include "report/json.h"

#include "base/secret.h"
#include "base/utf8.h"
#include "report/escape.h"

json_t *json_text(str text)
{
    if (utf8_find_invalid(text) == STR_NPOS)
        return json_stringn(text.n ? text.at : "", text.n);
    struct buf clean = {0};
    utf8_clean(&clean, text);
    json_t *string = json_stringn(clean.at, clean.n);
    buf_free(&clean);
    return string;
}

json_t *json_text_masked(str text)
{
    struct buf masked = {0};
    buf_add(&masked, text);
    secret_mask(masked.at, masked.n);
    json_t *string = json_text(buf_str(&masked));
    buf_free(&masked);
    return string;
}

void json_put(json_t *object, const char *key, json_t *value)
{
    json_object_set_new_nocheck(object, key, value);
}

struct sink {
    struct buf *out;
    size_t indent;
};

/*
 * A bracket that would make a command (report/escape.h) stands in a string, since nothing else
 * holds "#"; so does DEL, which jansson takes for harmless ASCII. Another spelling of them is the
 * same JSON.
 */
static void add_line(struct buf *out, str bytes)
{
    size_t from = 0;
    for (size_t i = 0; i < bytes.n; i++) {
        char c = bytes.at[i];
        if (c != '[' && c != 0x7f)
            continue;
        buf_add(out, str_sub(bytes, from, i + 1));
        from = i + 1;
        if (c == 0x7f || escape_is_command(buf_str(out), out->n - 1)) {
            out->n--;
            buf_printf(out, "\\u%04X", (unsigned)c);
        }
    }
    buf_add(out, str_skip(bytes, from));
}

/* Strings hold no line ends, those are escaped: each one is between two lines. */
static int add_bytes(const char *bytes, size_t n, void *self)
{
    struct sink *sink = self;
    str rest = {bytes, n};
    for (size_t end; (end = str_find_char(rest, '\n')) != STR_NPOS;
         rest = str_skip(rest, end + 1)) {
        add_line(sink->out, str_sub(rest, 0, end + 1));
        for (size_t i = 0; i < sink->indent; i++)
            buf_add_char(sink->out, ' ');
    }
    add_line(sink->out, rest);
    return 0;
}

void json_write(struct buf *out, json_t *value, size_t indent)
{
    struct sink sink = {out, indent};
    json_dump_callback(value, add_bytes, &sink, JSON_INDENT(2) | JSON_ENSURE_ASCII);
    json_decref(value);
}

void json_write_line(struct buf *out, json_t *value)
{
    struct sink sink = {out, 0};
    json_dump_callback(value, add_bytes, &sink, JSON_COMPACT | JSON_ENSURE_ASCII);
    json_decref(value);
    buf_add_char(out, '\n');
}
