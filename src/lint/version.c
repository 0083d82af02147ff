#include "lint/version.h"

#define PCRE2_CODE_UNIT_WIDTH 8
#include <pcre2.h>

#define TEXT_OF(token) #token
#define TEXT(token)    TEXT_OF(token)

const char *pcre2_version_text(void)
{
    return TEXT(PCRE2_MAJOR) "." TEXT(PCRE2_MINOR);
}
