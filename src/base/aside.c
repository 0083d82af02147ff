#include "base/aside.h"

#include <errno.h>
#include <fcntl.h>
#include <sys/random.h>

/* Tries to find a name that nobody has. */
enum { NAME_TRIES = 16 };

int aside_open(int folder, struct buf *name)
{
    for (int i = 0; i < NAME_TRIES; i++) {
        unsigned number;
        if (getrandom(&number, sizeof number, 0) != (ssize_t)sizeof number)
            return -1;
        buf_clear(name);
        buf_printf(name, ".curlint-%08x", number);
        buf_add_char(name, '\0');
        int fd = openat(folder, name->at, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
        if (fd >= 0 || errno != EEXIST)
            return fd;
    }
    return -1;
}
