#include "base/replace.h"

#include "base/aside.h"
#include "base/file.h"
#include "base/path.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

/* A file that is being replaced. */
struct target {
    const char *name; /* for people */
    int folder;       /* that it is in */
    struct buf base;  /* its name there, NUL-terminated */
    struct stat info; /* when it was compared */
};

static enum rc fail(const struct target *target, struct err *err)
{
    return err_set(err, "%s: cannot be written: %s", target->name, strerror(errno));
}

static enum rc fail_changed(const struct target *target, struct err *err)
{
    return err_set(err, "%s: changed while it was checked, so it is left as it is: run again",
                   target->name);
}

/* There is a link, or something else, or nothing, where the file or its folder was. */
static bool is_elsewhere(int why)
{
    return why == ENOENT || why == ENOTDIR || why == ELOOP;
}

/* One part after the other, none of them a link. */
static enum rc open_folder(struct target *target, const char *root, str path, struct err *err)
{
    target->folder = open(root, O_PATH | O_DIRECTORY | O_CLOEXEC);
    while (target->folder >= 0) {
        str part = str_cut(&path, '/');
        buf_clear(&target->base);
        buf_add(&target->base, part);
        buf_add_char(&target->base, '\0');
        if (!path.at)
            return RC_OK;
        int next =
            openat(target->folder, target->base.at, O_PATH | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC);
        int why = errno;
        close(target->folder);
        target->folder = next;
        errno = why;
    }
    return is_elsewhere(errno) ? fail_changed(target, err) : fail(target, err);
}

static bool holds(int fd, str bytes)
{
    char chunk[16 * 1024];
    for (;;) {
        ssize_t n = read(fd, chunk, sizeof chunk);
        if (n < 0 && errno == EINTR)
            continue;
        if (n < 0 || (size_t)n > bytes.n || !str_starts(bytes, (str){chunk, (size_t)n}))
            return false;
        if (n == 0)
            return bytes.n == 0;
        bytes = str_skip(bytes, (size_t)n);
    }
}

/* Whether it is still what was read, and ours to write. */
static enum rc compare(struct target *target, str old, struct err *err)
{
    int fd =
        openat(target->folder, target->base.at, O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC);
    if (fd < 0)
        return is_elsewhere(errno) ? fail_changed(target, err) : fail(target, err);
    bool known = fstat(fd, &target->info) == 0 && S_ISREG(target->info.st_mode) && holds(fd, old);
    close(fd);
    if (!known)
        return fail_changed(target, err);
    if (faccessat(target->folder, target->base.at, W_OK, AT_EACCESS) != 0)
        return fail(target, err);
    return RC_OK;
}

/* The owner first: a change of it takes special bits off the mode. */
static bool keep_owner_and_mode(int fd, const struct stat *info)
{
    struct stat ours;
    if (fstat(fd, &ours) != 0)
        return false;
    bool ours_already = ours.st_uid == info->st_uid && ours.st_gid == info->st_gid;
    /* Only a privileged user can give a file away; it is ours from now on where that fails. */
    bool given = ours_already || fchown(fd, info->st_uid, info->st_gid) == 0 ||
                 fchown(fd, (uid_t)-1, info->st_gid) == 0;
    (void)given;
    return fchmod(fd, info->st_mode & 07777) == 0;
}

static bool is_untouched(const struct target *target)
{
    struct stat now;
    const struct stat *then = &target->info;
    return fstatat(target->folder, target->base.at, &now, AT_SYMLINK_NOFOLLOW) == 0 &&
           now.st_dev == then->st_dev && now.st_ino == then->st_ino &&
           now.st_size == then->st_size && now.st_mtim.tv_sec == then->st_mtim.tv_sec &&
           now.st_mtim.tv_nsec == then->st_mtim.tv_nsec &&
           now.st_ctim.tv_sec == then->st_ctim.tv_sec &&
           now.st_ctim.tv_nsec == then->st_ctim.tv_nsec;
}

static enum rc put(const struct target *target, str fresh, struct err *err)
{
    struct buf aside = {0};
    int fd = aside_open(target->folder, &aside);
    if (fd < 0) {
        buf_free(&aside);
        return fail(target, err);
    }
    bool written = file_write_fd(fd, fresh) == RC_OK && keep_owner_and_mode(fd, &target->info) &&
                   fsync(fd) == 0;
    int why = errno;
    if (close(fd) != 0 && written) {
        written = false;
        why = errno;
    }
    errno = why;
    enum rc rc = RC_OK;
    if (!written)
        rc = fail(target, err);
    else if (!is_untouched(target))
        rc = fail_changed(target, err);
    else if (renameat(target->folder, aside.at, target->folder, target->base.at) != 0)
        rc = fail(target, err);
    if (rc != RC_OK)
        unlinkat(target->folder, aside.at, 0);
    buf_free(&aside);
    return rc;
}

enum rc file_replace(const char *root, str path, const char *name, str old, str fresh,
                     struct err *err)
{
    struct target target = {.name = name, .folder = -1};
    enum rc rc = path_is_plain(path) ? open_folder(&target, root, path, err)
                                     : err_set(err, "%s: is not below %s", name, root);
    if (rc == RC_OK)
        rc = compare(&target, old, err);
    if (rc == RC_OK)
        rc = put(&target, fresh, err);
    if (target.folder >= 0)
        close(target.folder);
    buf_free(&target.base);
    return rc;
}
