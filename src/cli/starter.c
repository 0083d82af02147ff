#include "cli/starter.h"

#include "base/create.h"
#include "base/file.h"
#include "git/hooks.h"

#include <limits.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

enum { FILE_BYTES_MAX = 1024 * 1024 };

/* share/templates/pull-request.yml, by cmake/CurlintRegistry.cmake. */
extern const char template_pull_request[];

static const char *const workflow_names[] = {
    ".github/workflows/curlint.yml",
    ".github/workflows/curlint.yaml",
};

/* "folder/path", in the arena. */
static str join(struct place *place, str folder, str path)
{
    return arena_printf(&place->arena, "%.*s/%.*s", STR_ARG(folder), STR_ARG(path));
}

/* Below the root as people call it, elsewhere whole. */
static str name_of(struct place *place, str path)
{
    if (str_starts(path, place->root) && path.n > place->root.n && path.at[place->root.n] == '/')
        return place_name(place, str_skip(path, place->root.n + 1));
    return path;
}

/* Whether anything is at `path`; its text, where that can be read. */
static bool read_there(str path, struct buf *text)
{
    char link;
    buf_clear(text);
    if (file_read(text, path.at, FILE_BYTES_MAX, NULL, NULL) == RC_OK)
        return true;
    return access(path.at, F_OK) == 0 || readlink(path.at, &link, 1) >= 0;
}

enum rc starter_workflow(struct starter *out, struct place *place, struct err *err)
{
    *out = (struct starter){
        .folder = place->root.n ? place->root : STR("/"),
        .path = str_from(workflow_names[0]),
        .name = place_name(place, str_from(workflow_names[0])),
        .contents = str_from(template_pull_request),
    };
    struct buf text = {0};
    enum rc rc = RC_OK;
    for (size_t i = 0; i < sizeof workflow_names / sizeof *workflow_names; i++) {
        str name = str_from(workflow_names[i]);
        if (!read_there(place_absolute(place, name), &text))
            continue;
        out->path = name;
        out->name = place_name(place, name);
        out->there = str_eq(buf_str(&text), out->contents);
        if (!out->there)
            rc = err_set(err, "%s: is there already: --no-workflow leaves it as it is",
                         out->name.at);
        break;
    }
    buf_free(&text);
    return rc;
}

/* In single quotes, as a shell reads it. */
static void add_quoted(struct buf *out, str text)
{
    buf_add_char(out, '\'');
    for (size_t i = 0; i < text.n; i++) {
        if (text.at[i] == '\'')
            buf_add(out, STR("'\\'"));
        buf_add_char(out, text.at[i]);
    }
    buf_add_char(out, '\'');
}

/* Whether a shell would find this program by its name. */
static bool is_on_path(const struct cli *cli)
{
    const char *path = cli->environment("PATH");
    struct buf file = {0};
    bool found = false;
    for (str rest = str_from(path ? path : ""); !found && rest.n > 0;) {
        str folder = str_cut(&rest, ':');
        buf_clear(&file);
        buf_printf(&file, "%.*s/curlint%c", STR_ARG(folder), 0);
        found = folder.n > 0 && access(file.at, X_OK) == 0;
    }
    buf_free(&file);
    return found;
}

/* What the hook calls: the name, or where that leads nowhere, as in a build, this very file. */
static void add_program(struct buf *out, const struct cli *cli)
{
    char *self = is_on_path(cli) ? NULL : realpath("/proc/self/exe", NULL);
    if (self)
        add_quoted(out, str_from(self));
    else
        buf_add(out, STR("curlint"));
    free(self);
}

static str hook_text(struct place *place, const struct cli *cli)
{
    struct buf out = {0};
    buf_add(
        &out,
        STR("#!/bin/sh\n"
            "# Checks what a commit changes in the list; `git commit --no-verify` goes past it.\n"
            "# Written by `curlint init --hook`; delete this file to be rid of it.\n"
            "curlint="));
    add_program(&out, cli);
    buf_add(
        &out,
        STR("\nif ! command -v \"$curlint\" >/dev/null; then\n"
            "    echo \"pre-commit: $curlint is not to be found, so the commit was not checked: "
            "install it, or delete $0\" >&2\n"
            "    exit 1\nfi\n"
            "exec \"$curlint\" check --staged\n"));
    str text = arena_str(&place->arena, buf_str(&out));
    buf_free(&out);
    return text;
}

/* Split the file of the hook into a folder that exists and what is below. */
static void split(struct starter *out, struct place *place, str file)
{
    char *real = NULL;
    str folder = file;
    while (!real && folder.n > 0) {
        folder = str_sub(folder, 0, str_rfind_char(folder, '/'));
        real = realpath(folder.n ? arena_str(&place->arena, folder).at : "/", NULL);
    }
    out->folder = arena_str(&place->arena, str_from(real ? real : "/"));
    out->path = str_skip(file, folder.n + 1);
    free(real);
}

static bool is_folder(str path)
{
    struct stat status;
    return stat(path.at, &status) == 0 && S_ISDIR(status.st_mode);
}

/* What is to be said of a hook that is there. */
static enum rc judge_hook(struct starter *out, str file, str text, struct err *err)
{
    if (str_has(text, STR("File generated by pre-commit")))
        return err_set(err,
                       "%s: is that of pre-commit: add curlint to .pre-commit-config.yaml; "
                       "--no-hook leaves it as it is",
                       out->name.at);
    if (!str_has(text, STR("curlint")))
        return err_set(err,
                       "%s: is there already: add the line `" HOOK_LINE " || exit` to it; "
                       "--no-hook leaves it as it is",
                       out->name.at);
    if (access(file.at, X_OK) != 0)
        return err_set(err, "%s: git does not run it, as it is not executable: chmod +x it",
                       out->name.at);
    out->there = true;
    return RC_OK;
}

enum rc starter_hook(struct starter *out, struct place *place, const struct cli *cli,
                     struct err *err)
{
    struct buf folder = {0}, text = {0};
    bool shared = false;
    *out = (struct starter){.is_script = true};
    enum rc rc = place->repo ? hooks_folder(&folder, &shared, place->repo, err)
                             : err_set(err,
                                       "%s: is in no git repository, so it has no hooks: "
                                       "run: git init",
                                       place->root.n ? place->root.at : "/");
    if (rc == RC_OK) {
        str file = join(place, str_from(folder.at), STR("pre-commit"));
        out->name = name_of(place, file);
        out->contents = hook_text(place, cli);
        split(out, place, file);
        if (read_there(file, &text))
            rc = judge_hook(out, file, buf_str(&text), err);
        else if (shared)
            rc = err_set(err,
                         "%s: would run in other repositories too, as core.hooksPath is not set "
                         "for this one alone: git config core.hooksPath .git/hooks sets it; or "
                         "write the line `" HOOK_LINE " || exit` there; --no-hook leaves it out",
                         out->name.at);
        else if (folder.n == 1 || !is_folder(out->folder))
            rc = err_set(err,
                         "%s: git would not run it, as core.hooksPath or what is there is no "
                         "folder; --no-hook leaves it out",
                         out->name.at);
    }
    buf_free(&folder);
    buf_free(&text);
    return rc;
}

/* "folder/path", as far as `n` bytes of the path; NUL behind it. */
static void part_of(struct buf *out, const struct starter *starter, size_t n)
{
    buf_clear(out);
    buf_printf(out, "%.*s/%.*s%c", STR_ARG(starter->folder), (int)n, starter->path.at, 0);
}

/* Where the folder ends that the first `n` bytes of the path are in; 0: the one above it all. */
static size_t folder_before(const struct starter *starter, size_t n)
{
    size_t slash = str_rfind_char(str_sub(starter->path, 0, n), '/');
    return slash == STR_NPOS ? 0 : slash;
}

/* How many bytes of the path are folders that are there. */
static size_t count_held(const struct starter *starter)
{
    struct buf part = {0};
    size_t n = starter->path.n;
    do {
        n = folder_before(starter, n);
        part_of(&part, starter, n);
    } while (n > 0 && access(part.at, F_OK) != 0);
    buf_free(&part);
    return n;
}

/* Folders that were made on the way; one that holds something by now stays. */
static void remove_folders(const struct starter *starter)
{
    struct buf part = {0};
    for (size_t n = starter->path.n; (n = folder_before(starter, n)) > starter->held;) {
        part_of(&part, starter, n);
        rmdir(part.at);
    }
    buf_free(&part);
}

enum rc starter_write(struct starter *starter, struct err *err)
{
    if (starter->there)
        return RC_OK;
    starter->held = count_held(starter);
    enum rc rc = file_create(starter->folder.at, starter->path, starter->name.at, starter->contents,
                             starter->is_script ? 0755 : 0644, err);
    starter->made = rc == RC_OK;
    if (!starter->made)
        remove_folders(starter);
    return rc;
}

void starter_undo(struct starter *starter)
{
    if (!starter->made)
        return;
    struct buf path = {0};
    part_of(&path, starter, starter->path.n);
    unlink(path.at);
    buf_free(&path);
    remove_folders(starter);
    starter->made = false;
}
