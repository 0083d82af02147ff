#include "git/version.h"

#include <git2.h>

const char *git2_version_text(void)
{
    return LIBGIT2_VERSION;
}
