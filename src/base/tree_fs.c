#include "base/tree_fs.h"

#include "base/path.h"

#include <dirent.h>
#include <fcntl.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

void tree_fs_open(struct tree_fs *fs, const char *root)
{
    *fs = (struct tree_fs){0};
    buf_add(&fs->root, (str){root, strlen(root) + 1});
}

static enum tree_answer kind_of(int folder, const struct dirent *item)
{
    struct stat info;
    if (item->d_type == DT_DIR)
        return TREE_DIR;
    if (item->d_type == DT_LNK)
        return TREE_OPAQUE;
    if (item->d_type != DT_UNKNOWN)
        return TREE_FILE;
    if (fstatat(folder, item->d_name, &info, AT_SYMLINK_NOFOLLOW) != 0)
        return TREE_OPAQUE;
    return S_ISDIR(info.st_mode) ? TREE_DIR : S_ISLNK(info.st_mode) ? TREE_OPAQUE : TREE_FILE;
}

static DIR *open_folder(const struct tree_fs *fs, str path)
{
    struct buf full = {0};
    buf_printf(&full, "%s/", fs->root.at);
    buf_add(&full, path);
    buf_add_char(&full, '\0');
    /* The root itself may be named through a link; nothing below it may. */
    int flags = O_RDONLY | O_DIRECTORY | O_CLOEXEC | (path.n ? O_NOFOLLOW : 0);
    int fd = open(full.at, flags);
    buf_free(&full);
    DIR *folder = fd < 0 ? NULL : fdopendir(fd);
    if (fd >= 0 && !folder)
        close(fd);
    return folder;
}

/* Note what `path` holds, once; false where that cannot be known. */
static bool read_folder(struct tree_fs *fs, str path)
{
    bool fresh;
    uint32_t *readable = map_put_copy(&fs->read, path, false, &fresh);
    if (!fresh)
        return *readable;
    DIR *folder = open_folder(fs, path);
    if (!folder)
        return false;
    *readable = true;
    struct buf name = {0};
    for (const struct dirent *item; (item = readdir(folder)) != NULL;) {
        if (strcmp(item->d_name, ".") == 0 || strcmp(item->d_name, "..") == 0)
            continue;
        buf_clear(&name);
        buf_add(&name, path);
        if (path.n)
            buf_add_char(&name, '/');
        buf_add(&name, str_from(item->d_name));
        path_set_add(&fs->seen, buf_str(&name), kind_of(dirfd(folder), item));
    }
    closedir(folder);
    buf_free(&name);
    return true;
}

/* Read the folders that lead to `path`, each under its own spelling. False: one is unreadable. */
static bool read_way(struct tree_fs *fs, str path)
{
    struct buf at = {0}, actual = {0};
    bool readable = read_folder(fs, buf_str(&at));
    while (readable && path.n > 0) {
        str part = str_cut(&path, '/');
        if (at.n)
            buf_add_char(&at, '/');
        buf_add(&at, part);
        enum tree_answer answer = path_set_look(&fs->seen, buf_str(&at), &actual);
        if (answer == TREE_CASE) {
            buf_clear(&at);
            buf_add(&at, buf_str(&actual));
            answer = path_set_look(&fs->seen, buf_str(&at), NULL);
        }
        if (answer != TREE_DIR)
            break;
        if (path.n > 0)
            readable = read_folder(fs, buf_str(&at));
    }
    buf_free(&at);
    buf_free(&actual);
    return readable;
}

static enum tree_answer look(void *self, str path, struct buf *actual)
{
    struct tree_fs *fs = self;
    if (path.n && !read_way(fs, path))
        return TREE_OPAQUE;
    return path_set_look(&fs->seen, path, actual);
}

/* Version control, caches, packages: neither they nor what they hold belongs to a list. */
static bool is_hidden(str folder)
{
    for (; folder.n > 0; folder = path_folder(folder)) {
        size_t slash = str_rfind_char(folder, '/');
        str name = str_skip(folder, slash == STR_NPOS ? 0 : slash + 1);
        if (str_starts(name, STR(".")) || str_eq(name, STR("node_modules")))
            return true;
    }
    return false;
}

static enum tree_answer kind_seen(const struct tree_fs *fs, size_t path)
{
    return (enum tree_answer) * map_get(&fs->seen.exact, fs->seen.paths.at[path]);
}

static void each(void *self, void (*visit)(void *to, str path), void *to)
{
    struct tree_fs *fs = self;
    read_folder(fs, (str){NULL, 0});
    for (size_t i = 0; i < fs->seen.paths.n; i++) /* which grows meanwhile */
        if (kind_seen(fs, i) == TREE_DIR && !is_hidden(fs->seen.paths.at[i]))
            read_folder(fs, fs->seen.paths.at[i]);
    for (size_t i = 0; i < fs->seen.paths.n; i++)
        if (kind_seen(fs, i) == TREE_FILE && !is_hidden(path_folder(fs->seen.paths.at[i])))
            visit(to, fs->seen.paths.at[i]);
}

struct tree tree_fs_tree(struct tree_fs *fs)
{
    return (struct tree){.look = look, .each = each, .self = fs};
}

void tree_fs_close(struct tree_fs *fs)
{
    buf_free(&fs->root);
    path_set_free(&fs->seen);
    map_free(&fs->read);
}
