#include "report/json.h"

#include "base/utf8.h"
#include "report/escape.h"

json_t *json_text(str text)
{
    if (utf8_find_invalid(text) == STR_NPOS)
        return json_stringn(text.n ? text.at : "", text.n);
    struct buf clean = {0};
    while (text.n > 0) {
        int32_t code;
        size_t n = utf8_next(text, &code);
        buf_add(&clean, code < 0 ? STR("\xef\xbf\xbd") : str_sub(text, 0, n));
        text = str_skip(text, n);
    }
    json_t *string = json_stringn(clean.at, clean.n);
    buf_free(&clean);
    return string;
}

struct sink {
    struct buf *out;
    size_t indent;
};

/*
 * A bracket that would make a command (report/escape.h) stands in a
 * string, since nothing else holds "#": another spelling of it is the same JSON.
 */
static void add_line(struct buf *out, str bytes)
{
    for (size_t end; (end = str_find_char(bytes, '[')) != STR_NPOS;
         bytes = str_skip(bytes, end + 1)) {
        buf_add(out, str_sub(bytes, 0, end + 1));
        if (escape_is_command(buf_str(out), out->n - 1)) {
            out->n--;
            buf_add(out, STR("\\u005B"));
        }
    }
    buf_add(out, bytes);
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
