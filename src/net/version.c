#include "net/version.h"

#include "net/libcurl.h"

#include <expat.h>
#include <sqlite3.h>

const char *curl_version_text(void)
{
    struct libcurl curl;
    struct err err;
    return libcurl_load(&curl, &err) == RC_OK ? curl.version() : "not there, or too old";
}

const char *sqlite_version_text(void)
{
    return sqlite3_libversion();
}

const char *expat_version_text(void)
{
    return XML_ExpatVersion();
}
