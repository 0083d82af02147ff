#include "report/uri.h"

#include <string.h>

void uri_add_path(struct buf *out, str path)
{
    for (size_t i = 0; i < path.n; i++) {
        char c = path.at[i];
        if (ascii_is_alnum(c) || (c != '\0' && strchr("-._~/", c)))
            buf_add_char(out, c);
        else
            buf_printf(out, "%%%02X", (unsigned char)c);
    }
}
