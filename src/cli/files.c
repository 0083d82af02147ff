#include "cli/files.h"

#include "base/file.h"
#include "base/glob.h"
#include "base/mem.h"
#include "cli/print.h"

#include <errno.h>
#include <fts.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

/* What the search goes by. */
struct search {
    struct files *files;
    struct place *place;
    const struct settings *settings;
    bool notes;
};

static void fail(struct search *search, const char *path, const char *what)
{
    struct err err;
    err_set(&err, "%s: %s", path, what);
    print_failure(&err);
    search->files->trouble = true;
}

static bool is_markdown(str path)
{
    return str_ends_nocase(path, STR(".md")) || str_ends_nocase(path, STR(".markdown"));
}

bool files_is_list(const struct settings *settings, str path)
{
    for (size_t i = 0; i < settings->exclude_count; i++)
        if (glob_match(settings->exclude[i], path) != GLOB_NONE)
            return false;
    for (size_t i = 0; i < settings->file_count; i++) {
        str glob = settings->files[i];
        enum glob_match match = glob_match(glob, path);
        /* "docs" and "docs/ *" mean the Markdown in docs, "docs/list.txt" means that file. */
        if (match != GLOB_NONE && is_markdown(path))
            return true;
        if (match == GLOB_WHOLE && !str_ends(glob, STR("*")))
            return true;
    }
    return settings->file_count == 0 && is_markdown(path);
}

static void add_file(struct search *search, str path)
{
    struct file file = {
        .path = arena_str(&search->place->arena, path),
        .name = place_name(search->place, path),
        .entry = snapshot_find(&search->place->snapshot, path),
    };
    vec_push(search->files, file);
}

/*
 * A link to a file below the root is that file, which is found by itself; one that leads elsewhere
 * is not followed: a stranger's pull request could have made it.
 */
static void pass_link(struct search *search, str path)
{
    str target;
    if (!search->notes || !is_markdown(path))
        return;
    if (!place_is_disk(search->place)) {
        print_note("%s: passed over: is a link", place_name(search->place, path).at);
        return;
    }
    enum rc rc = place_path(search->place, place_absolute(search->place, path).at, &target);
    if (rc != RC_OK)
        print_note("%s: passed over: this link leads %s", place_name(search->place, path).at,
                   rc == RC_MISSING ? "out of the root" : "nowhere");
}

static bool is_in(str folder, str path)
{
    return folder.n == 0 ||
           (str_starts(path, folder) && path.n > folder.n && path.at[folder.n] == '/');
}

static void find_tracked(struct search *search, str folder)
{
    const struct snapshot *snapshot = &search->place->snapshot;
    for (size_t i = 0; i < snapshot->count; i++) {
        const struct snapshot_entry *entry = &snapshot->entries[i];
        if (entry->untracked || !is_in(folder, entry->path) ||
            !files_is_list(search->settings, entry->path))
            continue;
        if (entry->kind == SNAPSHOT_FILE)
            add_file(search, entry->path);
        else if (entry->kind == SNAPSHOT_SYMLINK)
            pass_link(search, entry->path);
    }
}

static int by_name(const FTSENT **a, const FTSENT **b)
{
    return strcmp((*a)->fts_name, (*b)->fts_name);
}

static bool is_skipped_folder(const FTSENT *entry)
{
    return entry->fts_level > 0 &&
           (entry->fts_name[0] == '.' || strcmp(entry->fts_name, "node_modules") == 0);
}

static void visit(struct search *search, FTS *walk, FTSENT *entry)
{
    str path = str_skip(str_from(entry->fts_path), search->place->root.n + 1);
    switch (entry->fts_info) {
    case FTS_D:
        if (is_skipped_folder(entry))
            fts_set(walk, entry, FTS_SKIP);
        break;
    case FTS_F:
        if (files_is_list(search->settings, path))
            add_file(search, path);
        break;
    case FTS_SL:
    case FTS_SLNONE:
        if (files_is_list(search->settings, path))
            pass_link(search, path);
        break;
    case FTS_DNR:
    case FTS_ERR:
    case FTS_NS:
        fail(search, place_name(search->place, path).at, strerror(entry->fts_errno));
        break;
    default:
        break;
    }
}

static void find_on_disk(struct search *search, str folder)
{
    struct buf start = {0};
    buf_add(&start, place_absolute(search->place, folder));
    buf_add_char(&start, '\0');
    char *paths[] = {start.at, NULL};
    FTS *walk = fts_open(paths, FTS_PHYSICAL | FTS_NOCHDIR, by_name);
    if (!walk) {
        fail(search, start.at, strerror(errno));
    } else {
        FTSENT *entry;
        while ((entry = fts_read(walk)) != NULL)
            visit(search, walk, entry);
        fts_close(walk);
    }
    buf_free(&start);
}

static void find_in_folder(struct search *search, const char *operand, str folder)
{
    size_t before = search->files->n;
    search->files->whole |= folder.n == 0;
    if (search->place->repo)
        find_tracked(search, folder);
    else
        find_on_disk(search, folder);
    if (search->files->n == before && search->notes && !search->files->trouble)
        print_note("%s: holds no list%s", operand,
                   search->place->repo ? " that git tracks: `git add` it, or name the file" : "");
}

/* The path below the root of something that need not be on the disk; false where it is outside. */
static bool held_path(struct search *search, const char *operand, str *path)
{
    if (place_path(search->place, operand, path) == RC_OK)
        return true;
    str name = str_from(operand), folder;
    while (str_ends(name, STR("/")))
        name.n--;
    size_t slash = str_rfind_char(name, '/');
    str above = slash == STR_NPOS ? STR(".") : str_sub(name, 0, slash + 1);
    str base = slash == STR_NPOS ? name : str_skip(name, slash + 1);
    if (place_path(search->place, arena_str(&search->place->arena, above).at, &folder) != RC_OK)
        return false;
    *path = arena_printf(&search->place->arena, "%.*s%s%.*s", STR_ARG(folder), folder.n ? "/" : "",
                         STR_ARG(base));
    return true;
}

/* In a snapshot of the index or a commit, which the disk need not agree with. */
static void find_held(struct search *search, const char *operand)
{
    const struct snapshot *snapshot = &search->place->snapshot;
    str path;
    if (!held_path(search, operand, &path)) {
        fail(search, operand, "is not in the repository of the first path: check it by itself");
        return;
    }
    size_t entry = snapshot_find(snapshot, path);
    if (entry != STR_NPOS && snapshot->entries[entry].kind == SNAPSHOT_FILE) {
        add_file(search, path);
        return;
    }
    bool folder = path.n == 0;
    for (size_t i = 0; i < snapshot->count && !folder; i++)
        folder = is_in(path, snapshot->entries[i].path);
    if (folder)
        find_in_folder(search, operand, path);
    else if (entry != STR_NPOS)
        print_note("%s: passed over: is a link", operand);
    else if (snapshot_find(&search->place->base, path) == STR_NPOS)
        fail(search, operand, "there is no such file or folder in what is checked: check the name");
}

static void find_operand(struct search *search, const char *operand)
{
    struct stat link, target;
    str path;
    if (!place_is_disk(search->place)) {
        find_held(search, operand);
        return;
    }
    if (lstat(operand, &link) != 0) {
        int why = errno;
        if (why == ENOENT && held_path(search, operand, &path) &&
            snapshot_find(&search->place->base, path) != STR_NPOS)
            return; /* the change deleted it */
        fail(search, operand,
             why == ENOENT ? "there is no such file or folder: check the name" : strerror(why));
        return;
    }
    enum rc rc = place_path(search->place, operand, &path);
    if (rc == RC_FAIL || stat(operand, &target) != 0)
        fail(search, operand,
             S_ISLNK(link.st_mode) ? "is a link that leads nowhere" : strerror(errno));
    else if (rc == RC_MISSING && S_ISLNK(link.st_mode))
        print_note("%s: passed over: this link leads out of the root", operand);
    else if (rc == RC_MISSING)
        fail(search, operand, "is not in the repository of the first path: check it by itself");
    else if (S_ISDIR(target.st_mode))
        find_in_folder(search, operand, path);
    else if (S_ISREG(target.st_mode))
        add_file(search, path);
    else
        fail(search, operand, "is neither a file nor a folder: name a Markdown file or a folder");
}

static int by_path(const void *a, const void *b)
{
    const struct file *x = a, *y = b;
    return str_cmp(x->path, y->path);
}

static void sort_once(struct files *files)
{
    size_t kept = 0;
    if (files->n > 1)
        qsort(files->at, files->n, sizeof *files->at, by_path);
    for (size_t i = 0; i < files->n; i++)
        if (kept == 0 || !str_eq(files->at[i].path, files->at[kept - 1].path))
            files->at[kept++] = files->at[i];
    files->n = kept;
}

/* The path that standard input stands for, where its name lies below the root. */
static void add_input(struct search *search, const char *name)
{
    struct file file = {.entry = STR_NPOS, .input = true};
    file.name = file.path = str_from(name ? name : "<stdin>");
    str folder, base = file.name;
    size_t slash = str_rfind_char(base, '/');
    const char *above = ".";
    if (slash != STR_NPOS) {
        base = str_skip(base, slash + 1);
        above = arena_str(&search->place->arena, str_sub(file.name, 0, slash + 1)).at;
    }
    if (name && place_path(search->place, above, &folder) == RC_OK)
        file.path = arena_printf(&search->place->arena, "%.*s%s%.*s", STR_ARG(folder),
                                 folder.n ? "/" : "", STR_ARG(base));
    vec_push(search->files, file);
}

void files_find(struct files *files, struct place *place, const struct settings *settings,
                const struct texts *operands, const char *input_name, bool notes)
{
    struct search search = {.files = files, .place = place, .settings = settings, .notes = notes};
    for (size_t i = 0; i < operands->n; i++) {
        if (strcmp(operands->at[i], "-") == 0)
            add_input(&search, input_name);
        else
            find_operand(&search, operands->at[i]);
    }
    sort_once(files);
}

void files_find_all(struct files *files, struct place *place, const struct settings *settings)
{
    struct search search = {.files = files, .place = place, .settings = settings};
    find_tracked(&search, (str){NULL, 0});
    sort_once(files);
}

enum rc files_read(const struct file *file, struct place *place, struct buf *out, size_t limit,
                   size_t *size, struct err *err)
{
    if (file->input)
        return file_read_fd(out, STDIN_FILENO, "standard input", limit, size, err);
    /* Not checked out, or not what is on the disk: git has the bytes. */
    if (file->entry != STR_NPOS &&
        (!place_is_disk(place) || place->snapshot.entries[file->entry].sparse))
        return snapshot_read(&place->snapshot, file->entry, out, limit, size, err);
    enum rc rc = file_read(out, file->name.at, limit, size, err);
    if (rc == RC_MISSING)
        return err_set(err, "%s: was there and is gone: run again", file->name.at);
    return rc;
}

void files_free(struct files *files)
{
    vec_free(files);
}
