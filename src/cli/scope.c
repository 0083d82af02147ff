#include "cli/scope.h"

#include "base/needles.h"
#include "base/path.h"
#include "cli/print.h"
#include "config/baseline.h"
#include "git/change.h"
#include "lint/crossing.h"
#include "report/uri.h"

#include <string.h>

/* A path that is a list on one side at least. */
struct pair {
    const struct file *file; /* of the head, or NULL */
    size_t base;             /* in the base's snapshot, or STR_NPOS */
    struct document *head, *was;
    uint8_t role; /* enum document_role */
    bool changed;
};

struct scope {
    struct comparison *comparison;
    struct documents *documents;
    struct place *place;
    const struct settings *settings;
    struct files *files;
    VEC(struct pair) pairs; /* by path */
    struct needles needles; /* what came or went */
    bool all;               /* everything is read */
    bool check_all;         /* and checked */
    bool whole;             /* nothing was left out */
    size_t context;         /* bytes that are still read for context */
};

static str path_of(const struct scope *scope, const struct pair *pair)
{
    return pair->file ? pair->file->path : scope->place->base.entries[pair->base].path;
}

/* Which lists there are. */

static bool wants(void *self, str path)
{
    const struct scope *scope = self;
    return files_is_list(scope->settings, path) || map_get(&scope->comparison->selected, path);
}

static bool is_base_list(struct scope *scope, size_t entry)
{
    const struct snapshot_entry *at = &scope->place->base.entries[entry];
    return at->kind == SNAPSHOT_FILE && wants(scope, at->path);
}

static void pair_files(struct scope *scope)
{
    const struct snapshot *base = &scope->place->base;
    for (size_t b = 0, h = 0; b < base->count || h < scope->files->n;) {
        if (b < base->count && !is_base_list(scope, b)) {
            b++;
            continue;
        }
        const struct file *file = h < scope->files->n ? &scope->files->at[h] : NULL;
        int order = b == base->count ? 1 : !file ? -1 : str_cmp(base->entries[b].path, file->path);
        vec_push(&scope->pairs, (struct pair){.file = order >= 0 ? file : NULL,
                                              .base = order <= 0 ? b : STR_NPOS,
                                              .changed = order != 0});
        scope->all = scope->all || order != 0;
        b += order <= 0;
        h += order >= 0;
    }
}

/* Which of them are not the same on both sides. */
static enum rc find_changes(struct scope *scope, struct err *err)
{
    struct changes changes = {0};
    const struct change_filter filter = {wants, scope, (size_t)scope->settings->limits.file_bytes};
    enum rc rc = change_list(&changes, &scope->place->base, &scope->place->snapshot, &filter, err);
    for (size_t i = 0, p = 0; i < changes.list.n; i++) {
        const struct change *change = &changes.list.at[i];
        if (change->base == STR_NPOS || change->head == STR_NPOS)
            continue; /* known as such from the pairs */
        while (p < scope->pairs.n && scope->pairs.at[p].base != change->base)
            p++;
        if (p < scope->pairs.n)
            scope->pairs.at[p].changed = true;
    }
    vec_free(&changes.list);
    return rc;
}

/* Whether a file that is no list has other bytes. */
static bool has_changed(const struct scope *scope, str path)
{
    const struct snapshot *base = &scope->place->base, *head = &scope->place->snapshot;
    size_t b = snapshot_find(base, path), h = snapshot_find(head, path);
    if (h != STR_NPOS && head->entries[h].untracked)
        return false;
    if (b == STR_NPOS || h == STR_NPOS)
        return b != h;
    return !head->entries[h].has_blob || memcmp(&base->entries[b].blob, &head->entries[h].blob,
                                                sizeof base->entries[b].blob) != 0;
}

static bool is_set_anew(const struct scope *scope)
{
    const struct place *place = scope->place;
    str config = place->config.n > 0 ? str_skip(place->config, place->root.n + 1) : STR("");
    return (config.n > 0 && has_changed(scope, config)) || has_changed(scope, STR(BASELINE_NAME));
}

/* Reading. */

static void pass_over(const struct scope *scope, const struct pair *pair)
{
    if (map_get(&scope->comparison->selected, path_of(scope, pair)))
        print_note("%s: passed over: git LFS keeps its text elsewhere",
                   place_name(scope->place, path_of(scope, pair)).at);
}

/* The bytes of the head; false where there are none to be had, which is said. */
static bool read_head(struct scope *scope, const struct pair *pair, struct buf *bytes, size_t *size)
{
    struct err err;
    enum rc rc = files_read(pair->file, scope->place, bytes,
                            (size_t)scope->settings->limits.file_bytes, size, &err);
    if (rc == RC_OK && !snapshot_is_lfs_pointer(buf_str(bytes)))
        return true;
    if (rc == RC_OK)
        pass_over(scope, pair);
    else
        print_failure(&err);
    scope->files->trouble = scope->files->trouble || rc != RC_OK;
    buf_free(bytes);
    return false;
}

static enum rc load_base(struct scope *scope, struct pair *pair, struct err *err)
{
    struct buf bytes = {0};
    size_t size = 0;
    enum rc rc = snapshot_read(&scope->place->base, pair->base, &bytes,
                               (size_t)scope->settings->limits.file_bytes, &size, err);
    if (rc == RC_OK && !snapshot_is_lfs_pointer(buf_str(&bytes)))
        pair->was = documents_build(&scope->comparison->before, path_of(scope, pair), &bytes, size);
    buf_free(&bytes);
    return rc;
}

static enum rc load_changed(struct scope *scope, struct err *err)
{
    struct comparison *comparison = scope->comparison;
    for (size_t i = 0; i < scope->pairs.n; i++) {
        struct pair *pair = &scope->pairs.at[i];
        str path = path_of(scope, pair);
        struct buf bytes = {0};
        if (!pair->changed)
            continue;
        size_t size = 0;
        if (pair->file && read_head(scope, pair, &bytes, &size))
            pair->head = documents_build(scope->documents, path, &bytes, size);
        if (pair->base != STR_NPOS && load_base(scope, pair, err) != RC_OK)
            return RC_FAIL;
        scope->context -= size < scope->context ? size : scope->context;
        comparison->files += pair->file && map_get(&comparison->selected, path);
    }
    return RC_OK;
}

/* What came or went. */

/* The longest run of letters and digits: what stands between them may be escaped in many ways. */
static str longest_word(str name)
{
    str longest = {NULL, 0};
    for (size_t i = 0, end; i < name.n; i = end + 1) {
        for (end = i; end < name.n && ascii_is_alnum(name.at[end]); end++)
            ;
        if (end - i > longest.n)
            longest = str_sub(name, i, end);
    }
    return longest;
}

static void add_name(struct scope *scope, str name)
{
    enum { TELLING = 5 }; /* letters that are not in every file */
    str word = longest_word(name);
    if (word.n >= TELLING) {
        needles_add(&scope->needles, word);
        return;
    }
    struct buf encoded = {0};
    needles_add(&scope->needles, name);
    uri_add_path(&encoded, name);
    if (!str_eq(buf_str(&encoded), name))
        needles_add(&scope->needles, buf_str(&encoded));
    buf_free(&encoded);
}

/* The name of a file, and of each folder that came or went with it. */
static void add_path(struct scope *scope, str path, struct tree other)
{
    for (;;) {
        size_t slash = str_rfind_char(path, '/');
        add_name(scope, slash == STR_NPOS ? path : str_skip(path, slash + 1));
        path = path_folder(path);
        if (path.n == 0 || other.look(other.self, path, NULL) == TREE_DIR)
            return;
    }
}

static void add_paths(struct scope *scope)
{
    const struct snapshot *base = &scope->place->base, *head = &scope->place->snapshot;
    struct tree before = scope->comparison->tree, after = place_tree(scope->place);
    for (size_t b = 0, h = 0; (b < base->count || h < head->count) && !scope->needles.any;) {
        int order = b == base->count   ? 1
                    : h == head->count ? -1
                                       : str_cmp(base->entries[b].path, head->entries[h].path);
        if (order < 0)
            add_path(scope, base->entries[b].path, after);
        else if (order > 0 && !head->entries[h].untracked)
            add_path(scope, head->entries[h].path, before);
        b += order <= 0;
        h += order >= 0;
    }
}

static void put_anchors(struct map *names, const struct document *doc)
{
    for (uint32_t i = 0; doc && i < doc->section_count; i++)
        if (doc->sections[i].slug.n > 0)
            map_put(names, doc->sections[i].slug, 0, NULL);
    for (uint32_t i = 0; doc && i < doc->anchor_count; i++)
        map_put(names, doc->anchors[i].name, 0, NULL);
}

struct lacking {
    struct scope *scope;
    const struct map *others;
};

static void add_anchor(void *self, str name, uint32_t value)
{
    struct lacking *lacking = self;
    (void)value;
    if (map_get(lacking->others, name))
        return;
    add_name(lacking->scope, name);
}

/* Anchors of a file that is on both sides; one that came or went has its path for a name. */
static void add_anchors(struct scope *scope, const struct pair *pair)
{
    struct map before = {0}, after = {0};
    put_anchors(&before, pair->was);
    put_anchors(&after, pair->head);
    map_each(&before, add_anchor, &(struct lacking){scope, &after});
    map_each(&after, add_anchor, &(struct lacking){scope, &before});
    map_free(&before);
    map_free(&after);
}

/* What an entry is known by, as it stands in a file. */
static void add_entry(struct scope *scope, const struct document *doc, const struct entry *entry)
{
    str scheme = entry->key, name = entry->key;
    str_cut(&name, ':');
    if (!str_starts(scheme, STR("text:")) && !str_starts(scheme, STR("title:")) && name.n > 0)
        add_name(scope, name);
    if (!span_is_empty(entry->title))
        add_name(scope, str_trim(document_text(doc, entry->title)));
}

static void add_entries(struct scope *scope)
{
    VEC(struct document *) before = {0}, after = {0};
    for (size_t i = 0; i < scope->pairs.n; i++) {
        if (scope->pairs.at[i].was)
            vec_push(&before, scope->pairs.at[i].was);
        if (scope->pairs.at[i].head)
            vec_push(&after, scope->pairs.at[i].head);
    }
    struct match *match = match_new((struct match_side){before.at, (uint32_t)before.n},
                                    (struct match_side){after.at, (uint32_t)after.n});
    for (uint32_t d = 0; d < after.n; d++)
        for (uint32_t i = 0; i < after.at[d]->entry_count && !scope->needles.any; i++)
            if (match_entry(match, d, i).fate != FATE_SAME)
                add_entry(scope, after.at[d], &after.at[d]->entries[i]);
    for (uint32_t d = 0; d < before.n; d++)
        for (uint32_t i = 0; i < before.at[d]->entry_count && !scope->needles.any; i++)
            if (!match_is_kept(match, d, i))
                add_entry(scope, before.at[d], &before.at[d]->entries[i]);
    match_free(match);
    vec_free(&before);
    vec_free(&after);
}

static void find_names(struct scope *scope)
{
    add_paths(scope);
    for (size_t i = 0; i < scope->pairs.n && !scope->needles.any; i++)
        if (scope->pairs.at[i].was && scope->pairs.at[i].head)
            add_anchors(scope, &scope->pairs.at[i]);
    if (crossing_entries(scope->settings) && !scope->needles.any)
        add_entries(scope);
}

/* The others. */

static void load_unchanged(struct scope *scope, struct pair *pair)
{
    struct buf bytes = {0};
    bool search = !needles_are_none(&scope->needles);
    bool page = crossing_is_page(scope->settings, pair->file->path);
    if (!scope->all && !search && !page && scope->context == 0) {
        scope->whole = false;
        return;
    }
    size_t size = 0;
    if (!read_head(scope, pair, &bytes, &size))
        return;
    bool named = scope->check_all || (search && needles_found(&scope->needles, buf_str(&bytes)));
    named = named || page || size > bytes.n; /* over the limit: what it holds is not known */
    if (!named && !scope->all && bytes.n > scope->context) {
        scope->whole = false;
        buf_free(&bytes);
        return;
    }
    scope->context -= bytes.n < scope->context ? bytes.n : scope->context;
    pair->role = named ? DOCUMENT_CHECKED : DOCUMENT_CONTEXT;
    pair->head = pair->was = documents_build(scope->documents, pair->file->path, &bytes, size);
}

static void add_documents(struct scope *scope)
{
    for (size_t i = 0; i < scope->pairs.n; i++) {
        const struct pair *pair = &scope->pairs.at[i];
        enum document_role role = (enum document_role)pair->role;
        str name = place_name(scope->place, path_of(scope, pair));
        if (pair->head)
            documents_add(scope->documents, pair->head, pair->file, name, role, true);
        if (pair->was)
            documents_add(&scope->comparison->before, pair->was, NULL, name, role,
                          pair->was != pair->head);
    }
}

static enum rc load(struct scope *scope, struct err *err)
{
    files_find_all(scope->files, scope->place, scope->settings);
    pair_files(scope);
    enum rc rc = find_changes(scope, err);
    scope->check_all = is_set_anew(scope);
    scope->all = scope->all || scope->check_all;
    if (rc == RC_OK)
        rc = load_changed(scope, err);
    if (rc == RC_OK)
        find_names(scope);
    for (size_t i = 0; rc == RC_OK && i < scope->pairs.n; i++)
        if (!scope->pairs.at[i].changed)
            load_unchanged(scope, &scope->pairs.at[i]);
    return rc;
}

enum rc scope_load(struct comparison *comparison, struct documents *documents, struct files *files,
                   struct err *err)
{
    struct scope scope = {
        .comparison = comparison,
        .documents = documents,
        .place = comparison->place,
        .settings = documents->settings,
        .files = files,
        .context = SCOPE_CONTEXT_BYTES,
        .whole = true,
    };
    enum rc rc = load(&scope, err);
    add_documents(&scope); /* which own what was read */
    documents->whole = scope.whole && !files->trouble;
    needles_free(&scope.needles);
    vec_free(&scope.pairs);
    return rc;
}
