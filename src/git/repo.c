#include "git/repo.h"

#include "base/mem.h"
#include "base/path.h"
#include "git/explain.h"
#include "git/library.h"
#include "git/repo_private.h"

#include <git2/sys/repository.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

/* Where `path` is: its folder as the system knows it, without links, and the gitdir found above. */
struct place {
    char *dir;     /* owned: realpath() */
    char *git_dir; /* owned; NULL where none was found */
};

static char *copy_text(str s)
{
    char *copy = mem_alloc(s.n + 1, 1);
    if (s.n)
        memcpy(copy, s.at, s.n);
    return copy;
}

static str without_slash(const char *path)
{
    str s = str_from(path);
    while (s.n > 1 && s.at[s.n - 1] == '/')
        s.n--;
    return s;
}

/* Both absolute and without links. */
static bool is_within(str path, str dir)
{
    return dir.n > 0 && path_is_within(path, dir.n == 1 ? (str){NULL, 0} : dir);
}

/* The folder to search from: `path`, or where it is not a folder the one that it is in. */
static char *folder_of(const char *path)
{
    struct stat info;
    if (stat(path, &info) == 0 && S_ISDIR(info.st_mode))
        return realpath(path, NULL);
    size_t slash = str_rfind_char(str_from(path), '/');
    if (slash == STR_NPOS)
        return realpath(".", NULL);
    char *dir = copy_text((str){path, slash ? slash : 1});
    char *real = realpath(dir, NULL);
    mem_free(dir);
    return real;
}

static void place_free(struct place *place)
{
    free(place->dir); /* realpath() allocates with malloc() by contract */
    mem_free(place->git_dir);
}

static enum rc place_find(struct place *place, const char *path, const char *ceilings,
                          struct err *err)
{
    place->dir = folder_of(path);
    if (!place->dir)
        return err_set(err, "%s: there is no such folder", path);
    git_buf found = {0};
    int got = git_repository_discover(&found, place->dir, 0, ceilings);
    if (got == 0)
        place->git_dir = copy_text(without_slash(found.ptr));
    git_buf_dispose(&found);
    return got == 0 || got == GIT_ENOTFOUND ? RC_OK : explain(err, path);
}

static bool same_git_dir(const struct place *a, const struct place *b)
{
    return a->git_dir && b->git_dir && strcmp(a->git_dir, b->git_dir) == 0;
}

/* The nearest folder at or above `dir` with a `.git` in it: what safe.directory has to name. */
static char *top_of(const char *dir)
{
    struct buf probe = {0};
    str top = str_from(dir);
    for (str s = top; s.n > 0; s = str_sub(s, 0, str_rfind_char(s, '/'))) {
        buf_clear(&probe);
        buf_add(&probe, s);
        buf_add(&probe, (str){"/.git", sizeof "/.git"});
        struct stat info;
        if (lstat(probe.at, &info) == 0) {
            top = s;
            break;
        }
    }
    buf_free(&probe);
    return copy_text(top);
}

static int note_any(const git_config_entry *entry, void *self)
{
    bool *any = self;
    /* An empty value clears what came before it (git-config, safe.directory). */
    *any = strcmp(entry->value, "*") == 0 || (*any && *entry->value);
    return 0;
}

/* `safe.directory = *`, which libgit2 before 1.7 does not know (libgit2 issue 6429). */
static bool every_owner_is_safe(void)
{
    git_config *config = NULL;
    bool any = false;
    if (git_config_open_default(&config) == 0)
        git_config_get_multivar_foreach(config, "safe.directory", NULL, note_any, &any);
    git_config_free(config);
    return any;
}

/* Whether `workspace` is the root of the repository that was found at `place`. */
static bool is_workspace(const struct place *place, const char *workspace)
{
    if (!workspace || !*workspace)
        return false;
    struct place there = {0};
    bool same = place_find(&there, workspace, NULL, NULL) == RC_OK && same_git_dir(place, &there);
    if (same) {
        char *top = top_of(there.dir);
        same = strcmp(top, there.dir) == 0;
        mem_free(top);
    }
    place_free(&there);
    return same;
}

/* libgit2 1.5 says "config value 'safe.directory' was not found" where later ones say EOWNER. */
static bool is_owner_error(int rc)
{
    if (rc == GIT_EOWNER)
        return true;
    const git_error *last = rc < 0 ? git_error_last() : NULL;
    return last && last->message && strstr(last->message, "safe.directory");
}

static int open_unowned(git_repository **out, const char *path, unsigned flags,
                        const char *ceilings)
{
    int before = 1;
    git_libgit2_opts(GIT_OPT_GET_OWNER_VALIDATION, &before);
    git_libgit2_opts(GIT_OPT_SET_OWNER_VALIDATION, 0);
    int rc = git_repository_open_ext(out, path, flags, ceilings);
    git_libgit2_opts(GIT_OPT_SET_OWNER_VALIDATION, before);
    return rc;
}

static enum rc open_handle(git_repository **out, const struct place *place, const char *path,
                           unsigned flags, const struct repo_options *options, struct err *err)
{
    int rc = git_repository_open_ext(out, path, flags, options->ceilings);
    if (rc == 0)
        return RC_OK;
    if (is_owner_error(rc)) {
        if (!is_workspace(place, options->workspace) && !every_owner_is_safe()) {
            char *top = top_of(place->dir);
            err_set(err,
                    "%s: the repository belongs to another user; if you trust it, run: "
                    "git config --global --add safe.directory '%s'",
                    top, top);
            mem_free(top);
            return RC_FAIL;
        }
        rc = open_unowned(out, path, flags, options->ceilings);
        if (rc == 0)
            return RC_OK;
    }
    return explain(err, path);
}

/*
 * The repository that GIT_DIR names, where `place` lies in its worktree and in no repository below
 * that; NULL in *out where it does not.
 */
static enum rc open_from_environment(git_repository **out, const struct place *place,
                                     const struct repo_options *options, struct err *err)
{
    struct stat info;
    *out = NULL;
    if (!options->git_dir || stat(options->git_dir, &info) != 0)
        return RC_OK;
    git_repository *handle = NULL;
    enum rc rc =
        open_handle(&handle, place, options->git_dir, GIT_REPOSITORY_OPEN_NO_SEARCH, options, err);
    if (rc != RC_OK)
        return rc;
    if (options->git_work_tree &&
        git_repository_set_workdir(handle, options->git_work_tree, 0) != 0) {
        rc = explain(err, options->git_work_tree);
        goto out;
    }
    const char *workdir = git_repository_workdir(handle);
    char *real = workdir ? realpath(workdir, NULL) : NULL;
    bool holds = real && is_within(str_from(place->dir), str_from(real));
    if (holds && place->git_dir) {
        /* A repository inside the worktree, such as a submodule, is nearer to the path. */
        char *nearest = top_of(place->dir);
        holds = is_within(str_from(real), str_from(nearest));
        mem_free(nearest);
    }
    free(real);
    if (holds) {
        *out = handle;
        handle = NULL;
    }
out:
    git_repository_free(handle);
    return rc;
}

/* GIT_INDEX_FILE, which git takes from the top of the worktree where it is not absolute. */
static enum rc use_index(git_repository *handle, const char *file, struct err *err)
{
    struct buf path = {0};
    if (file[0] != '/')
        buf_printf(&path, "%s", git_repository_workdir(handle));
    buf_add(&path, str_from(file));
    buf_add_char(&path, '\0');
    struct stat info;
    git_index *index = NULL;
    enum rc rc = RC_OK;
    if (stat(path.at, &info) == 0) {
        if (git_index_open(&index, path.at) != 0 || git_repository_set_index(handle, index) != 0)
            rc = explain(err, path.at);
    }
    git_index_free(index);
    buf_free(&path);
    return rc;
}

/* Whether the environment's index is about the repository at `place`: git would be run here. */
static bool is_here(const struct place *place, const char *ceilings)
{
    struct place here = {0};
    bool same = place_find(&here, ".", ceilings, NULL) == RC_OK && same_git_dir(place, &here);
    place_free(&here);
    return same;
}

static enum rc open_at(struct repo *repo, const struct place *place,
                       const struct repo_options *options, struct err *err)
{
    enum rc rc = open_from_environment(&repo->handle, place, options, err);
    if (rc != RC_OK)
        return rc;
    bool from_environment = repo->handle != NULL;
    if (!from_environment && !place->git_dir)
        return RC_MISSING;
    if (!from_environment)
        rc = open_handle(&repo->handle, place, place->dir, 0, options, err);
    if (rc != RC_OK)
        return rc;
    repo->git_dir = copy_text(without_slash(git_repository_path(repo->handle)));
    const char *workdir = git_repository_workdir(repo->handle);
    char *real = workdir ? realpath(workdir, NULL) : NULL;
    repo->root = copy_text(str_from(real ? real : ""));
    free(real);
    /* Inside `.git` of a repository that has a worktree, or of one with its worktree elsewhere. */
    str dir = str_from(place->dir);
    if (workdir &&
        (!is_within(dir, str_from(repo->root)) || is_within(dir, str_from(repo->git_dir))))
        return RC_MISSING;
    if (workdir && options->git_index_file && *options->git_index_file &&
        (from_environment || (!options->git_dir && is_here(place, options->ceilings))))
        return use_index(repo->handle, options->git_index_file, err);
    return RC_OK;
}

enum rc repo_open(struct repo **out, const char *path, const struct repo_options *options,
                  struct err *err)
{
    *out = NULL;
    library_start();
    struct repo *repo = mem_alloc(1, sizeof *repo);
    struct place place = {0};
    enum rc rc = place_find(&place, path, options->ceilings, err);
    if (rc == RC_OK)
        rc = open_at(repo, &place, options, err);
    place_free(&place);
    if (rc == RC_OK)
        *out = repo;
    else
        repo_close(repo);
    return rc;
}

void repo_close(struct repo *repo)
{
    if (!repo)
        return;
    git_repository_free(repo->handle);
    mem_free(repo->root);
    mem_free(repo->git_dir);
    mem_free(repo);
    library_stop();
}

const char *repo_root(const struct repo *repo)
{
    return repo->root;
}

const char *repo_git_dir(const struct repo *repo)
{
    return repo->git_dir;
}

bool repo_is_bare(const struct repo *repo)
{
    return git_repository_is_bare(repo->handle);
}

bool repo_is_shallow(const struct repo *repo)
{
    /* libgit2 1.5 looks for the file beside a linked worktree's own HEAD, where it never is. */
    struct buf path = {0};
    buf_printf(&path, "%sshallow", git_repository_commondir(repo->handle));
    buf_add_char(&path, '\0');
    struct stat info;
    bool shallow = stat(path.at, &info) == 0 && info.st_size > 0;
    buf_free(&path);
    return shallow;
}

/* A remote that promises to have what the clone has not (gitrepository-layout, partial clone). */
static bool is_promise(const git_config_entry *entry)
{
    str name = str_from(entry->name);
    return str_eq(name, STR("extensions.partialclone")) ||
           (str_starts(name, STR("remote.")) && str_ends(name, STR(".promisor")) &&
            strcmp(entry->value, "false") != 0);
}

bool repo_is_partial(const struct repo *repo)
{
    bool partial = false;
    git_config *config = NULL;
    git_config_iterator *items = NULL;
    git_config_entry *entry = NULL;
    /* Not git_config_foreach_match(): its patterns leak in libgit2 1.5. */
    if (git_repository_config_snapshot(&config, repo->handle) == 0 &&
        git_config_iterator_new(&items, config) == 0)
        while (!partial && git_config_next(&entry, items) == 0)
            partial = is_promise(entry);
    git_config_iterator_free(items);
    git_config_free(config);
    return partial;
}

/* `path` without links, but for its last part unless `follow`; NULL where its folder is not. */
static char *absolute(const char *path, bool follow)
{
    str given = without_slash(path), folder = path_folder(given);
    size_t slash = str_rfind_char(given, '/');
    str last = str_skip(given, slash == STR_NPOS ? 0 : slash + 1);
    if (follow || last.n == 0 || str_eq(last, STR(".")) || str_eq(last, STR("..")))
        return realpath(path, NULL); /* from malloc(), as is all of base/mem.h */
    char *text = copy_text(slash == STR_NPOS ? STR(".") : slash == 0 ? STR("/") : folder);
    char *real = realpath(text, NULL);
    mem_free(text);
    if (!real)
        return NULL;
    struct buf full = {0};
    buf_printf(&full, "%s/", strcmp(real, "/") == 0 ? "" : real);
    buf_add(&full, last);
    free(real);
    text = copy_text(buf_str(&full));
    buf_free(&full);
    return text;
}

enum rc repo_relative(const struct repo *repo, const char *path, struct buf *out, struct err *err)
{
    str root = str_from(repo->root);
    bool ends_in_slash = str_ends(str_from(path), STR("/"));
    enum rc rc = RC_MISSING;
    buf_clear(out);
    /* A link that lies outside may still be one into the root. */
    for (int follow = ends_in_slash; follow <= 1 && rc == RC_MISSING; follow++) {
        char *full = absolute(path, follow);
        if (!full && follow == ends_in_slash)
            rc = err_set(err, "%s: there is no such file or folder", path);
        if (full && is_within(str_from(full), root)) {
            str below = str_skip(str_from(full), root.n);
            buf_add(out, str_starts(below, STR("/")) ? str_skip(below, 1) : below);
            rc = RC_OK;
        }
        mem_free(full);
    }
    return rc;
}

struct blob_id repo_blob_id(const struct repo *repo, str bytes)
{
    (void)repo; /* it keeps libgit2 started */
    struct blob_id id = {{0}};
    git_oid oid;
    if (git_odb_hash(&oid, bytes.n ? bytes.at : "", bytes.n, GIT_OBJECT_BLOB) == 0)
        memcpy(id.bytes, oid.id, sizeof id.bytes);
    return id;
}
