#include "base/file.h"

#include "base/mem.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

enum { READ_BYTES = 64 * 1024 };

enum rc file_read_fd(struct buf *out, int fd, const char *name, size_t limit, size_t *size,
                     struct err *err)
{
    size_t start = out->n;
    char *chunk = mem_alloc(READ_BYTES, 1);
    ssize_t n;
    while ((n = read(fd, chunk, READ_BYTES)) != 0) {
        if (n < 0 && errno == EINTR)
            continue;
        if (n < 0) {
            int why = errno;
            mem_free(chunk);
            return err_set(err, "%s: cannot be read: %s", name, strerror(why));
        }
        buf_add(out, (str){chunk, (size_t)n});
        if (out->n - start > limit)
            break;
    }
    mem_free(chunk);
    if (size)
        *size = out->n - start;
    if (out->n - start > limit)
        out->n = start;
    return RC_OK;
}

static enum rc read_open(struct buf *out, int fd, const char *path, size_t limit, size_t *size,
                         struct err *err)
{
    struct stat info;
    if (fstat(fd, &info) != 0)
        return err_set(err, "%s: cannot be read: %s", path, strerror(errno));
    if (!S_ISREG(info.st_mode))
        return err_set(err, "%s: is not a regular file; name a Markdown file or a folder", path);
    if (size)
        *size = (size_t)info.st_size;
    if ((size_t)info.st_size > limit)
        return RC_OK;
    if (info.st_size > 0 && out->cap - out->n < (size_t)info.st_size) {
        out->cap = out->n + (size_t)info.st_size;
        out->at = mem_resize(out->at, out->cap, 1);
    }
    /* The file may have shrunk or grown since; what read() gives counts. */
    size_t start = out->n;
    while (out->n < out->cap) {
        ssize_t n = read(fd, out->at + out->n, out->cap - out->n);
        if (n < 0 && errno == EINTR)
            continue;
        if (n < 0)
            return err_set(err, "%s: cannot be read: %s", path, strerror(errno));
        if (n == 0)
            break;
        out->n += (size_t)n;
    }
    if (size)
        *size = out->n - start;
    return RC_OK;
}

enum rc file_read(struct buf *out, const char *path, size_t limit, size_t *size, struct err *err)
{
    /* O_NONBLOCK: opening a FIFO must not wait for a writer. */
    int fd = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK);
    if (fd < 0) {
        int why = errno;
        err_set(err, "%s: cannot be opened: %s", path, strerror(why));
        return why == ENOENT || why == ENOTDIR ? RC_MISSING : RC_FAIL;
    }
    enum rc rc = read_open(out, fd, path, limit, size, err);
    close(fd);
    return rc;
}

enum rc file_write_fd(int fd, str contents)
{
    while (contents.n > 0) {
        ssize_t n = write(fd, contents.at, contents.n);
        if (n < 0 && errno == EINTR)
            continue;
        if (n <= 0)
            return RC_FAIL;
        contents = str_skip(contents, (size_t)n);
    }
    return RC_OK;
}

/* /dev/stdout, a FIFO: renaming something over it would take it from everybody. */
static enum rc write_through(const char *path, str contents, struct err *err)
{
    int fd = open(path, O_WRONLY | O_CLOEXEC);
    enum rc rc = fd < 0 ? RC_FAIL : file_write_fd(fd, contents);
    if (rc != RC_OK)
        err_set(err, "%s: cannot be written: %s", path, strerror(errno));
    if (fd >= 0)
        close(fd);
    return rc;
}

enum rc file_write(const char *path, str contents, struct err *err)
{
    struct stat old;
    bool existed = stat(path, &old) == 0;
    if (existed && !S_ISREG(old.st_mode))
        return write_through(path, contents, err);
    struct buf aside = {0};
    buf_printf(&aside, "%s.curlint-XXXXXX", path);
    buf_add_char(&aside, '\0');
    enum rc rc = RC_FAIL;
    int fd = mkstemp(aside.at);
    if (fd < 0) {
        err_set(err, "%s: cannot be written: %s", path, strerror(errno));
        goto out;
    }
    mode_t mode = existed ? old.st_mode & 07777 : 0644;
    bool written = file_write_fd(fd, contents) == RC_OK && fsync(fd) == 0 && fchmod(fd, mode) == 0;
    written = close(fd) == 0 && written;
    if (!written || rename(aside.at, path) != 0) {
        err_set(err, "%s: cannot be written: %s", path, strerror(errno));
        unlink(aside.at);
        goto out;
    }
    rc = RC_OK;
out:
    buf_free(&aside);
    return rc;
}
