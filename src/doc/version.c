#include "doc/version.h"

#include <cmark-gfm.h>

const char *cmark_version_text(void)
{
    return cmark_version_string();
}
