#include "git/hooks.h"

#include "git/explain.h"
#include "git/repo.h"
#include "git/repo_private.h"

/* `git config --worktree` writes into a file that libgit2 before 1.8 does not read. */
static int add_worktree_config(git_config *config, git_repository *repo)
{
    int enabled = 0;
    if (git_config_get_bool(&enabled, config, "extensions.worktreeconfig") != 0 || !enabled)
        return 0;
    struct buf path = {0};
    buf_printf(&path, "%sconfig.worktree%c", git_repository_path(repo), 0);
    int rc = git_config_add_file_ondisk(config, path.at, GIT_CONFIG_LEVEL_APP, repo, 1);
    buf_free(&path);
    return rc == GIT_ENOTFOUND ? 0 : rc;
}

/* What the configuration says, "~" in it resolved. GIT_ENOTFOUND: nothing. */
static int read_path(git_buf *path, bool *shared, git_config *config)
{
    git_config_entry *entry = NULL;
    int rc = git_config_get_entry(&entry, config, "core.hookspath");
    if (rc != 0)
        return rc;
    *shared = entry->level < GIT_CONFIG_LEVEL_LOCAL;
    git_config_entry_free(entry);
    return git_config_get_path(path, config, "core.hookspath");
}

enum rc hooks_folder(struct buf *folder, bool *shared, const struct repo *repo, struct err *err)
{
    git_config *config = NULL;
    git_buf path = {0};
    *shared = false;
    int rc = git_repository_config(&config, repo->handle);
    if (rc == 0)
        rc = add_worktree_config(config, repo->handle);
    if (rc == 0)
        rc = read_path(&path, shared, config);
    buf_clear(folder);
    if (rc == GIT_ENOTFOUND)
        buf_printf(folder, "%shooks", git_repository_commondir(repo->handle));
    else if (rc == 0 && (path.size == 0 || path.ptr[0] == '/'))
        buf_add(folder, str_from(path.ptr));
    else if (rc == 0) /* git runs hooks at the top of the worktree */
        buf_printf(folder, "%s/%s", repo->root, path.ptr);
    while (folder->n > 1 && folder->at[folder->n - 1] == '/')
        folder->n--;
    buf_add_char(folder, '\0');
    git_buf_dispose(&path);
    git_config_free(config);
    return rc == 0 || rc == GIT_ENOTFOUND ? RC_OK : explain(err, "core.hooksPath");
}
