#include "base/create.h"

#include "base/aside.h"
#include "base/file.h"
#include "base/path.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

static int enter(int folder, const char *part)
{
    if (mkdirat(folder, part, 0777) != 0 && errno != EEXIST)
        return -1;
    return openat(folder, part, O_PATH | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC);
}

/* The folder that the file goes into, or -1; `base` gets its name there, NUL-terminated. */
static int open_folder(const char *root, str path, struct buf *base)
{
    int folder = open(root, O_PATH | O_DIRECTORY | O_CLOEXEC);
    while (folder >= 0) {
        str part = str_cut(&path, '/');
        buf_clear(base);
        buf_add(base, part);
        buf_add_char(base, '\0');
        if (!path.at)
            break;
        int next = enter(folder, base->at), why = errno;
        close(folder);
        folder = next;
        errno = why;
    }
    return folder;
}

/* Neither way takes the place of what is there; not every file system has both. */
static bool move_in(int folder, const char *aside, const char *base)
{
    if (renameat2(folder, aside, folder, base, RENAME_NOREPLACE) == 0)
        return true;
    if (errno != EINVAL && errno != ENOSYS)
        return false;
    if (linkat(folder, aside, folder, base, 0) != 0)
        return false;
    unlinkat(folder, aside, 0);
    return true;
}

static bool put(int folder, const char *base, str contents, mode_t mode)
{
    struct buf aside = {0};
    int fd = aside_open(folder, &aside), why = errno;
    bool done = fd >= 0;
    if (done) {
        done = file_write_fd(fd, contents) == RC_OK && fchmod(fd, mode) == 0 && fsync(fd) == 0;
        why = errno;
        if (close(fd) != 0 && done) {
            done = false;
            why = errno;
        }
        if (done && !move_in(folder, aside.at, base)) {
            done = false;
            why = errno;
        }
        if (!done)
            unlinkat(folder, aside.at, 0);
    }
    buf_free(&aside);
    errno = why;
    return done;
}

enum rc file_create(const char *root, str path, const char *name, str contents, mode_t mode,
                    struct err *err)
{
    if (!path_is_plain(path))
        return err_set(err, "%s: is not below %s", name, root);
    struct buf base = {0};
    enum rc rc = RC_OK;
    int folder = open_folder(root, path, &base);
    if (folder < 0 || !put(folder, base.at, contents, mode))
        rc = errno == EEXIST ? err_set(err, "%s: is there already, and is left as it is", name)
                             : err_set(err, "%s: cannot be written: %s", name, strerror(errno));
    if (folder >= 0)
        close(folder);
    buf_free(&base);
    return rc;
}
