#include "report/json.h"

#include "base/utf8.h"

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

static int add_bytes(const char *bytes, size_t n, void *out)
{
    buf_add(out, (str){bytes, n});
    return 0;
}

void json_write(struct buf *out, json_t *root)
{
    json_dump_callback(root, add_bytes, out, JSON_INDENT(2) | JSON_ENSURE_ASCII);
    buf_add_char(out, '\n');
    json_decref(root);
}
