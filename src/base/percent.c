#include "base/percent.h"

static int hex_value(char c)
{
    if (ascii_is_digit(c))
        return c - '0';
    c = ascii_lower(c);
    return c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
}

int percent_byte(str s, size_t i)
{
    if (i + 2 >= s.n || s.at[i] != '%')
        return -1;
    int high = hex_value(s.at[i + 1]), low = hex_value(s.at[i + 2]);
    return high < 0 || low < 0 ? -1 : high * 16 + low;
}

void percent_decode(struct buf *out, str text)
{
    for (size_t i = 0; i < text.n; i++) {
        int byte = percent_byte(text, i);
        if (byte >= 0)
            i += 2;
        buf_add_char(out, byte >= 0 ? (char)byte : text.at[i]);
    }
}
