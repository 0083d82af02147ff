#include "git/worktree.h"

#include "base/path.h"
#include "git/explain.h"
#include "git/repo_private.h"

#include <sys/stat.h>

void worktree_open(struct worktree *worktree, const struct repo *repo)
{
    buf_printf(&worktree->path, "%s/", repo->root);
    worktree->root = worktree->path.n;
    git_index *index = NULL;
    struct stat info;
    if (git_repository_index(&index, repo->handle) == 0 && git_index_path(index) &&
        stat(git_index_path(index), &info) == 0)
        worktree->index = info.st_mtim;
    git_index_free(index);
}

void worktree_close(struct worktree *worktree)
{
    buf_free(&worktree->path);
    map_free(&worktree->folders);
}

static const char *full_path(struct worktree *worktree, str path)
{
    worktree->path.n = worktree->root;
    buf_add(&worktree->path, path);
    buf_add_char(&worktree->path, '\0');
    return worktree->path.at;
}

/* Whether the folder `path` is reached without a link; git takes files behind one for deleted. */
static bool is_real_folder(struct worktree *worktree, str path)
{
    if (path.n == 0)
        return true;
    const uint32_t *known = map_get(&worktree->folders, path);
    if (known)
        return *known;
    struct stat info;
    bool real = is_real_folder(worktree, path_folder(path)) &&
                lstat(full_path(worktree, path), &info) == 0 && S_ISDIR(info.st_mode);
    map_put_copy(&worktree->folders, path, real, NULL);
    return real;
}

static bool same_time(struct timespec time, git_index_time known)
{
    return (int32_t)time.tv_sec == known.seconds && (uint32_t)time.tv_nsec == known.nanoseconds;
}

/*
 * git's own test (git-update-index(1), "racy git"): a file written in the same instant as the index
 * or later may have been changed without a trace in its times.
 */
static bool is_same(const struct worktree *worktree, const git_index_entry *entry,
                    const struct stat *info)
{
    if (entry->flags & GIT_INDEX_ENTRY_VALID)
        return true; /* --assume-unchanged: the user's word */
    bool racy = info->st_mtim.tv_sec > worktree->index.tv_sec ||
                (info->st_mtim.tv_sec == worktree->index.tv_sec &&
                 info->st_mtim.tv_nsec >= worktree->index.tv_nsec);
    return !racy && same_time(info->st_mtim, entry->mtime) &&
           same_time(info->st_ctim, entry->ctime) && (uint32_t)info->st_ino == entry->ino &&
           (uint32_t)info->st_size == entry->file_size &&
           !(entry->flags_extended & GIT_INDEX_ENTRY_INTENT_TO_ADD);
}

enum worktree_state worktree_look(struct worktree *worktree, const git_index_entry *entry)
{
    str path = str_from(entry->path);
    if (!is_real_folder(worktree, path_folder(path)))
        return WORKTREE_ABSENT;
    struct stat info;
    if (lstat(full_path(worktree, path), &info) != 0)
        return WORKTREE_ABSENT;
    if (entry->mode == GIT_FILEMODE_COMMIT)
        return S_ISDIR(info.st_mode) ? WORKTREE_SAME : WORKTREE_ABSENT;
    if (S_ISLNK(info.st_mode))
        return WORKTREE_SYMLINK;
    if (S_ISDIR(info.st_mode))
        return WORKTREE_ABSENT;
    return is_same(worktree, entry, &info) ? WORKTREE_SAME : WORKTREE_CHANGED;
}

enum rc worktree_list(git_diff **out, struct repo *repo, struct err *err)
{
    /* Against no tree at all everything on the disk is new, and nothing needs to be compared. */
    git_diff_options options;
    git_diff_options_init(&options, GIT_DIFF_OPTIONS_VERSION);
    options.flags = GIT_DIFF_INCLUDE_UNTRACKED | GIT_DIFF_RECURSE_UNTRACKED_DIRS |
                    GIT_DIFF_INCLUDE_UNREADABLE_AS_UNTRACKED;
    if (git_diff_tree_to_workdir(out, repo->handle, NULL, &options) != 0)
        return explain(err, repo->root);
    return RC_OK;
}
