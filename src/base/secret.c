#include "base/secret.h"

#include <string.h>

/* What can't be in front of the "@" of an address; Markdown's brackets end one too. */
static bool ends_authority(char c)
{
    return ascii_is_space(c) || (c != '\0' && strchr("/?#\"'<>()[]|`", c) != NULL);
}

void secret_mask(char *text, size_t n)
{
    for (size_t i = 0; i + 3 < n; i++) {
        if (memcmp(text + i, "://", 3) != 0)
            continue;
        size_t colon = STR_NPOS, last = STR_NPOS, at = i + 3;
        for (; at < n && !ends_authority(text[at]); at++) {
            if (text[at] == '@')
                last = at;
            else if (text[at] == ':' && colon == STR_NPOS)
                colon = at;
        }
        if (colon != STR_NPOS && last != STR_NPOS && colon < last)
            memset(text + colon + 1, '*', last - colon - 1);
        i = at - 2; /* its last colon may begin the next: https://https://... */
    }
}
