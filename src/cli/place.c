#include "cli/place.h"

#include "base/file.h"
#include "config/config.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

/* Without the '/' at its end; "/" becomes "". */
static str keep_path(struct place *place, const char *path)
{
    str text = str_from(path);
    while (str_ends(text, STR("/")))
        text.n--;
    return arena_str(&place->arena, text);
}

static str parent(str path)
{
    size_t slash = str_rfind_char(path, '/');
    return slash == STR_NPOS ? (str){path.at, 0} : str_sub(path, 0, slash);
}

/* Whether `path` is `folder` or in it; `*rest` is then what is below. */
static bool is_below(str folder, str path, str *rest)
{
    if (!str_starts(path, folder))
        return false;
    *rest = str_skip(path, folder.n);
    if (rest->n > 0 && rest->at[0] != '/')
        return false;
    *rest = str_skip(*rest, 1);
    return true;
}

/* The folder that a path is, or is in, without links. False where there is none. */
static bool folder_of(struct place *place, const char *path, str *out)
{
    struct stat info;
    str name = str_from(path);
    if (stat(path, &info) != 0 || !S_ISDIR(info.st_mode)) {
        size_t slash = str_rfind_char(name, '/');
        name = slash == STR_NPOS ? STR(".") : str_sub(name, 0, slash ? slash : 1);
    }
    char *real = realpath(arena_str(&place->arena, name).at, NULL);
    if (!real)
        return false;
    *out = keep_path(place, real);
    free(real);
    return true;
}

static str common_folder(str a, str b)
{
    str rest;
    while (!is_below(a, b, &rest))
        a = parent(a);
    return a;
}

static enum rc take_snapshots(struct place *place, const struct place_wish *wish, struct err *err)
{
    static const struct base_request nothing = {.whole = true};
    enum rc rc =
        base_choose(&place->choice, place->repo, wish->compare ? wish->compare : &nothing, err);
    if (rc == RC_OK)
        rc = base_take(&place->choice, place->repo, &place->base, &place->snapshot, err);
    snapshot_paths(&place->snapshot, &place->held);
    return rc;
}

static enum rc open_repository(struct place *place, const struct cli *cli, str folder,
                               const struct place_wish *wish, struct err *err)
{
    const struct repo_options options = {
        .git_dir = cli->environment("GIT_DIR"),
        .git_work_tree = cli->environment("GIT_WORK_TREE"),
        .git_index_file = cli->environment("GIT_INDEX_FILE"),
        .ceilings = cli->environment("GIT_CEILING_DIRECTORIES"),
        .workspace = cli->environment("GITHUB_WORKSPACE"),
    };
    enum rc rc = repo_open(&place->repo, folder.n ? folder.at : "/", &options, err);
    if (rc != RC_OK)
        return rc;
    bool bare = repo_is_bare(place->repo);
    if (bare && !wish->compare)
        return err_set(err, "%s: is a bare repository: use a worktree of it",
                       repo_git_dir(place->repo));
    place->root = keep_path(place, bare ? repo_git_dir(place->repo) : repo_root(place->repo));
    return take_snapshots(place, wish, err);
}

/* The configuration that a snapshot holds. */
static enum rc find_held_config(struct place *place, const struct snapshot *snapshot,
                                struct err *err)
{
    const char *found = NULL;
    for (const char *const *name = config_names; *name; name++) {
        if (snapshot_find(snapshot, str_from(*name)) == STR_NPOS)
            continue;
        if (found)
            return err_set(err, "%s: holds both %s and %s: keep one of them", place->root.at, found,
                           *name);
        found = *name;
    }
    if (found)
        place->config = place_absolute(place, str_from(found));
    return RC_OK;
}

static enum rc look_for_config(struct place *place, struct err *err)
{
    struct buf path = {0};
    enum rc rc = config_find(&path, place->root.n ? place->root.at : "/", !place->repo, err);
    if (rc == RC_OK) {
        place->config = arena_str(&place->arena, str_from(path.at));
        str folder = parent(place->config);
        if (str_ends(folder, STR("/.github")))
            folder = parent(folder);
        place->root = arena_str(&place->arena, folder);
    }
    buf_free(&path);
    return rc == RC_MISSING ? RC_OK : rc;
}

enum rc place_open(struct place *place, const struct cli *cli, const struct texts *operands,
                   const struct place_wish *wish, struct err *err)
{
    char *here = getcwd(NULL, 0);
    if (!here)
        return err_set(err, "the working directory cannot be told: %s: change to another",
                       strerror(errno));
    place->here = keep_path(place, here);
    free(here);
    str first = place->here, all = place->here, folder;
    bool any = false;
    for (size_t i = 0; i < operands->n; i++) {
        if (!folder_of(place, operands->at[i], &folder))
            continue;
        first = any ? first : folder;
        all = any ? common_folder(all, folder) : folder;
        any = true;
    }
    enum rc rc = open_repository(place, cli, first, wish, err);
    if (rc == RC_MISSING) {
        /* What is started in a folder is about that folder, as far as it reaches. */
        bool here_holds = is_below(place->here, all, &folder);
        place->root = arena_str(&place->arena, here_holds ? place->here : all);
        rc = RC_OK;
    }
    const struct snapshot *held = place_has_base(place) && wish->config_of_base ? &place->base
                                  : place_is_disk(place)                        ? NULL
                                                                                : &place->snapshot;
    if (rc == RC_OK && wish->find_config)
        rc = held ? find_held_config(place, held, err) : look_for_config(place, err);
    place->config_in = held;
    tree_fs_open(&place->disk, place->root.n ? place->root.at : "/");
    return rc;
}

bool place_has_base(const struct place *place)
{
    return place->repo && place->choice.source != BASE_NONE;
}

bool place_is_disk(const struct place *place)
{
    return !place->repo || place->choice.head == SNAPSHOT_WORKTREE;
}

enum rc place_read(const struct place *place, str path, size_t limit, struct buf *out,
                   struct err *err)
{
    size_t size = 0, entry;
    if (!place->config_in) {
        struct buf whole = {0};
        buf_printf(&whole, "%.*s/%.*s%c", STR_ARG(place->root), STR_ARG(path), 0);
        enum rc rc = file_read(out, whole.at, limit, &size, err);
        buf_free(&whole);
        return rc;
    }
    entry = snapshot_find(place->config_in, path);
    if (entry == STR_NPOS || place->config_in->entries[entry].kind != SNAPSHOT_FILE)
        return RC_MISSING;
    enum rc rc = snapshot_read(place->config_in, entry, out, limit, &size, err);
    if (rc == RC_OK && size > limit)
        return err_set(err, "%.*s: is larger than %zu bytes", STR_ARG(path), limit);
    return rc;
}

struct tree place_tree(struct place *place)
{
    return place->repo ? path_set_tree(&place->held) : tree_fs_tree(&place->disk);
}

void place_close(struct place *place)
{
    tree_fs_close(&place->disk);
    path_set_free(&place->held);
    snapshot_free(&place->snapshot);
    snapshot_free(&place->base);
    repo_close(place->repo);
    arena_free(&place->arena);
    *place = (struct place){0};
}

enum rc place_path(struct place *place, const char *path, str *out)
{
    char *real = realpath(path, NULL);
    if (!real)
        return RC_FAIL;
    str rest, whole = keep_path(place, real);
    free(real);
    if (!is_below(place->root, whole, &rest))
        return RC_MISSING;
    *out = rest;
    return RC_OK;
}

str place_absolute(struct place *place, str path)
{
    return arena_printf(&place->arena, "%.*s%s%.*s", STR_ARG(place->root),
                        path.n > 0 || place->root.n == 0 ? "/" : "", STR_ARG(path));
}

str place_name(struct place *place, str path)
{
    str whole = place_absolute(place, path), rest;
    if (is_below(place->here, whole, &rest))
        return rest.n > 0 ? rest : STR(".");
    if (!is_below(place->root, place->here, &rest))
        return whole;
    str common = common_folder(place->here, whole);
    struct buf name = {0};
    for (str at = place->here; at.n > common.n; at = parent(at))
        buf_add(&name, STR("../"));
    buf_add(&name, str_skip(whole, common.n + 1));
    if (name.n > 1 && whole.n <= common.n)
        name.n--;
    str out = arena_str(&place->arena, buf_str(&name));
    buf_free(&name);
    return out;
}
