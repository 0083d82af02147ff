#include "doc/front.h"

/* "layout: page", "tags:": a key at the margin. */
static bool opens_mapping(str line)
{
    size_t n = 0;
    while (n < line.n && (ascii_is_alnum(line.at[n]) || line.at[n] == '_' || line.at[n] == '-'))
        n++;
    return n > 0 && n < line.n && line.at[n] == ':' &&
           (n + 1 == line.n || ascii_is_space(line.at[n + 1]));
}

size_t front_matter(str source)
{
    static const str FENCE = STR_INIT("---");
    str rest = source;
    if (!str_eq(str_trim_right(str_cut(&rest, '\n')), FENCE))
        return 0;
    bool in_mapping = false;
    while (rest.at) {
        str line = str_trim_right(str_cut(&rest, '\n'));
        if (str_eq(line, FENCE))
            return !in_mapping ? 0 : rest.at ? (size_t)(rest.at - source.at) : source.n;
        if (in_mapping || line.n == 0 || line.at[0] == '#')
            continue;
        if (!opens_mapping(line))
            return 0;
        in_mapping = true;
    }
    return 0;
}
