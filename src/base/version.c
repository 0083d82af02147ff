#include "base/version.h"

#include <utf8proc.h>

const char *utf8proc_version_text(void)
{
    return utf8proc_version();
}
