#include "report/version.h"

#include <jansson.h>

const char *jansson_version_text(void)
{
    return jansson_version_str();
}
