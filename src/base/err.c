#include "base/err.h"

#include <stdarg.h>
#include <stdio.h>

enum rc err_set(struct err *err, const char *format, ...)
{
    if (err) {
        va_list args;
        va_start(args, format);
        vsnprintf(err->text, sizeof err->text, format, args);
        va_end(args);
    }
    return RC_FAIL;
}
