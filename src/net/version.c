#include "net/version.h"

#include <curl/curl.h>
#include <expat.h>
#include <sqlite3.h>

const char *curl_version_text(void)
{
    return curl_version();
}

const char *sqlite_version_text(void)
{
    return sqlite3_libversion();
}

const char *expat_version_text(void)
{
    return XML_ExpatVersion();
}
