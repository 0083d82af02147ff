#include "net/libcurl.h"

#include <dlfcn.h>
#include <string.h>

/* The name that its interface has had since 2006, and the one of its versions that ours needs. */
#define LIBRARY "libcurl.so.4"
enum { OLDEST = 0x075800 };

/* Copied as bytes: in ISO C no pointer to data is one to a function. */
static bool find(void *library, const char *name, void *function, size_t size)
{
    void *found = dlsym(library, name);
    memcpy(function, &found, size);
    return found != NULL;
}

enum rc libcurl_load(struct libcurl *out, struct err *err)
{
    *out = (struct libcurl){0};
    void *library = dlopen(LIBRARY, RTLD_NOW | RTLD_LOCAL);
    if (!library)
        return err_set(err, "libcurl cannot be loaded, and links are not checked without it: %s",
                       dlerror());
    bool whole = true;
#define FIND(name) whole = find(library, "curl_" #name, &out->name, sizeof out->name) && whole;
    LIBCURL_FUNCTIONS(FIND)
#undef FIND
    if (whole && out->version_info(CURLVERSION_NOW)->version_num >= OLDEST)
        return RC_OK;
    return err_set(err, LIBRARY " is libcurl %s, and links are not checked with less than 7.88",
                   out->version_info ? out->version_info(CURLVERSION_NOW)->version : "of old");
}
