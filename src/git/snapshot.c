#include "git/snapshot.h"

#include "base/file.h"
#include "base/mem.h"
#include "base/path.h"
#include "git/explain.h"
#include "git/repo_private.h"
#include "git/worktree.h"

#include <git2.h>
#include <stdlib.h>
#include <string.h>

static int by_path(const void *a, const void *b)
{
    return str_cmp(((const struct snapshot_entry *)a)->path,
                   ((const struct snapshot_entry *)b)->path);
}

static enum snapshot_kind kind_of_mode(uint32_t mode)
{
    return mode == GIT_FILEMODE_LINK     ? SNAPSHOT_SYMLINK
           : mode == GIT_FILEMODE_COMMIT ? SNAPSHOT_SUBMODULE
                                         : SNAPSHOT_FILE;
}

/* What is being collected; becomes the snapshot's entries. */
struct collection {
    struct snapshot *snapshot;
    VEC(struct snapshot_entry) entries;
};

static struct snapshot_entry make_entry(struct arena *arena, str path, uint32_t mode,
                                        const git_oid *oid)
{
    struct snapshot_entry entry = {
        .path = arena_str(arena, path),
        .kind = kind_of_mode(mode),
        .has_blob = true,
    };
    memcpy(entry.blob.bytes, oid->id, sizeof entry.blob.bytes);
    return entry;
}

static void finish(struct collection *collection)
{
    struct snapshot *snapshot = collection->snapshot;
    vec_fit(&collection->entries);
    snapshot->entries = collection->entries.at;
    snapshot->count = collection->entries.n;
    bool sorted = true;
    for (size_t i = 1; sorted && i < snapshot->count; i++)
        sorted = by_path(&snapshot->entries[i - 1], &snapshot->entries[i]) < 0;
    if (!sorted)
        qsort(snapshot->entries, snapshot->count, sizeof *snapshot->entries, by_path);
}

static int visit(const char *root, const git_tree_entry *tree_entry, void *self)
{
    struct collection *collection = self;
    if (git_tree_entry_type(tree_entry) == GIT_OBJECT_TREE)
        return 0;
    struct arena *arena = &collection->snapshot->arena;
    struct buf path = {0};
    buf_add(&path, str_from(root));
    buf_add(&path, str_from(git_tree_entry_name(tree_entry)));
    if (path_is_plain(buf_str(&path)))
        vec_push(&collection->entries,
                 make_entry(arena, buf_str(&path), (uint32_t)git_tree_entry_filemode(tree_entry),
                            git_tree_entry_id(tree_entry)));
    buf_free(&path);
    return 0;
}

enum rc snapshot_of_commit(struct snapshot *out, struct repo *repo, const char *revision,
                           struct err *err)
{
    *out = (struct snapshot){.repo = repo, .source = SNAPSHOT_COMMIT};
    struct collection collection = {.snapshot = out};
    git_object *object = NULL, *tree = NULL;
    enum rc rc = RC_OK;
    int got = git_revparse_single(&object, repo->handle, revision);
    if (got == GIT_ENOTFOUND) {
        rc = repo_is_shallow(repo)
                 ? explain_absent(err, repo, revision)
                 : err_set(err, "%s: there is no such commit here; fetch it, or see: git log --all",
                           revision);
        goto out;
    }
    if (got != 0) {
        rc = explain(err, revision);
        goto out;
    }
    got = git_object_peel(&tree, object, GIT_OBJECT_TREE);
    if (got == 0)
        got = git_tree_walk((git_tree *)tree, GIT_TREEWALK_PRE, visit, &collection);
    if (got == GIT_ENOTFOUND)
        rc = explain_absent(err, repo, revision);
    else if (got != 0)
        rc = explain(err, revision);
out:
    git_object_free(tree);
    git_object_free(object);
    finish(&collection);
    return rc;
}

/* The index, as it is on the disk now and without conflicts; borrowed from the repository. */
static enum rc open_index(git_index **out, struct repo *repo, struct err *err)
{
    if (repo_is_bare(repo))
        return err_set(err, "%s: a bare repository has no worktree and no index; name a commit",
                       repo->git_dir);
    git_index *index = NULL;
    if (git_repository_index(&index, repo->handle) != 0 || git_index_read(index, 0) != 0) {
        git_index_free(index);
        return explain(err, repo->root);
    }
    size_t n = git_index_entrycount(index);
    for (size_t i = 0; i < n; i++) {
        const git_index_entry *entry = git_index_get_byindex(index, i);
        if (git_index_entry_stage(entry) != 0) {
            err_set(err, "%s: has unresolved conflicts; resolve them, then run: git add '%s'",
                    entry->path, entry->path);
            git_index_free(index);
            return RC_FAIL;
        }
    }
    *out = index;
    return RC_OK;
}

enum rc snapshot_of_index(struct snapshot *out, struct repo *repo, struct err *err)
{
    *out = (struct snapshot){.repo = repo, .source = SNAPSHOT_INDEX};
    struct collection collection = {.snapshot = out};
    git_index *index = NULL;
    enum rc rc = open_index(&index, repo, err);
    if (rc != RC_OK)
        return rc;
    size_t n = git_index_entrycount(index);
    for (size_t i = 0; i < n; i++) {
        const git_index_entry *entry = git_index_get_byindex(index, i);
        if (entry->flags_extended & GIT_INDEX_ENTRY_INTENT_TO_ADD ||
            !path_is_plain(str_from(entry->path)))
            continue;
        vec_push(&collection.entries,
                 make_entry(&out->arena, str_from(entry->path), entry->mode, &entry->id));
    }
    git_index_free(index);
    finish(&collection);
    return RC_OK;
}

static void add_worktree_entry(struct collection *collection, struct worktree *worktree,
                               const git_index_entry *known)
{
    str path = str_from(known->path);
    struct snapshot_entry entry =
        make_entry(&collection->snapshot->arena, path, known->mode, &known->id);
    switch (worktree_look(worktree, known)) {
    case WORKTREE_ABSENT:
        if (!(known->flags_extended & GIT_INDEX_ENTRY_SKIP_WORKTREE))
            return;
        entry.sparse = true;
        break;
    case WORKTREE_SAME:
        break;
    case WORKTREE_SYMLINK:
        entry.kind = SNAPSHOT_SYMLINK;
        entry.has_blob = false;
        break;
    case WORKTREE_CHANGED:
        entry.has_blob = false;
        break;
    }
    vec_push(&collection->entries, entry);
}

/* Merge what is on the disk and not in the index (both sorted) into the collection. */
static void add_untracked(struct collection *collection, git_index *index, git_diff *on_disk)
{
    size_t n = git_diff_num_deltas(on_disk);
    for (size_t i = 0; i < n; i++) {
        const git_diff_file *file = &git_diff_get_delta(on_disk, i)->new_file;
        if (!file->path || git_index_get_bypath(index, file->path, 0) ||
            !path_is_plain(str_from(file->path)))
            continue;
        struct snapshot_entry entry =
            make_entry(&collection->snapshot->arena, str_from(file->path), file->mode, &file->id);
        entry.has_blob = false;
        entry.untracked = true;
        vec_push(&collection->entries, entry);
    }
}

enum rc snapshot_of_worktree(struct snapshot *out, struct repo *repo, bool untracked,
                             struct err *err)
{
    *out = (struct snapshot){.repo = repo, .source = SNAPSHOT_WORKTREE};
    struct collection collection = {.snapshot = out};
    struct worktree worktree = {0};
    git_index *index = NULL;
    git_diff *on_disk = NULL;
    enum rc rc = open_index(&index, repo, err);
    if (rc != RC_OK)
        return rc;
    worktree_open(&worktree, repo);
    size_t n = git_index_entrycount(index);
    for (size_t i = 0; i < n; i++) {
        const git_index_entry *entry = git_index_get_byindex(index, i);
        if (path_is_plain(str_from(entry->path)))
            add_worktree_entry(&collection, &worktree, entry);
    }
    if (untracked) {
        rc = worktree_list(&on_disk, repo, err);
        if (rc == RC_OK)
            add_untracked(&collection, index, on_disk);
    }
    worktree_close(&worktree);
    git_diff_free(on_disk);
    git_index_free(index);
    finish(&collection);
    return rc;
}

size_t snapshot_find(const struct snapshot *snapshot, str path)
{
    size_t low = 0, high = snapshot->count;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        int order = str_cmp(snapshot->entries[middle].path, path);
        if (order == 0)
            return middle;
        if (order < 0)
            low = middle + 1;
        else
            high = middle;
    }
    return STR_NPOS;
}

void snapshot_paths(const struct snapshot *snapshot, struct path_set *out)
{
    for (size_t i = 0; i < snapshot->count; i++) {
        const struct snapshot_entry *entry = &snapshot->entries[i];
        if (entry->kind == SNAPSHOT_FILE && !entry->untracked)
            path_set_add_file(out, entry->path);
        else
            path_set_add(out, entry->path, entry->kind == SNAPSHOT_FILE ? TREE_FILE : TREE_OPAQUE);
    }
}

static enum rc read_blob(const struct snapshot *snapshot, const struct snapshot_entry *entry,
                         struct buf *out, size_t limit, size_t *size, struct err *err)
{
    git_oid oid;
    memcpy(oid.id, entry->blob.bytes, sizeof entry->blob.bytes);
    git_odb *odb = NULL;
    git_odb_object *object = NULL;
    size_t length = 0;
    git_object_t type = GIT_OBJECT_INVALID;
    int got = git_repository_odb(&odb, snapshot->repo->handle);
    if (got == 0)
        got = git_odb_read_header(&length, &type, odb, &oid);
    if (got == 0 && length <= limit)
        got = git_odb_read(&object, odb, &oid);
    enum rc rc = RC_OK;
    if (got == GIT_ENOTFOUND)
        rc = explain_absent(err, snapshot->repo, entry->path.at);
    else if (got != 0)
        rc = explain(err, entry->path.at);
    else if (object)
        buf_add(out, (str){git_odb_object_data(object), git_odb_object_size(object)});
    if (size && rc == RC_OK)
        *size = length;
    git_odb_object_free(object);
    git_odb_free(odb);
    return rc;
}

enum rc snapshot_read(const struct snapshot *snapshot, size_t entry, struct buf *out, size_t limit,
                      size_t *size, struct err *err)
{
    const struct snapshot_entry *wanted = &snapshot->entries[entry];
    if (wanted->kind != SNAPSHOT_FILE)
        return err_set(err, "%s: is a %s, which is not read", wanted->path.at,
                       wanted->kind == SNAPSHOT_SYMLINK ? "symbolic link" : "submodule");
    if (snapshot->source != SNAPSHOT_WORKTREE || wanted->sparse)
        return read_blob(snapshot, wanted, out, limit, size, err);
    struct buf path = {0};
    buf_printf(&path, "%s/%s", snapshot->repo->root, wanted->path.at);
    buf_add_char(&path, '\0');
    enum rc rc = file_read(out, path.at, limit, size, err);
    buf_free(&path);
    return rc;
}

bool snapshot_is_lfs_pointer(str bytes)
{
    /* Below 1024 bytes, lines of a key and a value, this one first (git-lfs docs/spec.md). */
    if (bytes.n >= 1024 || !str_starts(bytes, STR("version https://git-lfs.github.com/spec/")) ||
        !str_has(bytes, STR("\noid sha256:")) || !str_has(bytes, STR("\nsize ")))
        return false;
    while (bytes.n > 0) {
        str line = str_cut(&bytes, '\n');
        size_t blank = str_find_char(line, ' ');
        for (size_t i = 0; i < line.n && i < blank; i++)
            if (!ascii_is_alnum(line.at[i]) && !str_has(STR(".-"), str_sub(line, i, i + 1)))
                return false;
        if (blank == STR_NPOS || str_find_char(str_skip(line, blank + 1), ' ') != STR_NPOS)
            return false;
    }
    return true;
}

void snapshot_free(struct snapshot *snapshot)
{
    mem_free(snapshot->entries);
    arena_free(&snapshot->arena);
    *snapshot = (struct snapshot){0};
}
