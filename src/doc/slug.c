#include "doc/slug.h"

#include "base/percent.h"
#include "base/utf8.h"

void slug_of(struct buf *out, str text)
{
    for (size_t i = 0, n; i < text.n; i += n) {
        int32_t code;
        n = utf8_next(str_skip(text, i), &code);
        if (code == ' ')
            buf_add_char(out, '-');
        else if (code == '-' || utf8_is_word(code))
            utf8_put(out, utf8_lower(code));
    }
}

bool slug_same(str slug, str fragment)
{
    if (str_eq(slug, fragment))
        return true;
    struct buf decoded = {0}, a = {0}, b = {0};
    percent_decode(&decoded, fragment);
    utf8_add_lower(&a, slug);
    utf8_add_lower(&b, buf_str(&decoded));
    bool same = str_eq(buf_str(&a), buf_str(&b));
    buf_free(&decoded);
    buf_free(&a);
    buf_free(&b);
    return same;
}
