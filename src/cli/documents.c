#include "cli/documents.h"

#include "cli/comparison.h"
#include "cli/print.h"
#include "config/baseline.h"

struct document *documents_build(const struct documents *documents, str path, struct buf *bytes,
                                 size_t size)
{
    struct document *doc =
        document_build(path, bytes->at, size, &documents->settings->limits, documents->today);
    *bytes = (struct buf){0};
    return doc;
}

void documents_add(struct documents *documents, struct document *doc, const struct file *file,
                   str name, enum document_role role, bool own)
{
    vec_push(documents, doc);
    vec_push(&documents->files, file);
    vec_push(&documents->names, name);
    vec_push(&documents->roles, (uint8_t)role);
    vec_push(&documents->own, own);
}

static void load(struct documents *documents, const struct file *file, struct place *place,
                 bool *trouble)
{
    const struct limits *limits = &documents->settings->limits;
    struct buf bytes = {0};
    struct err err;
    size_t size = 0;
    if (files_read(file, place, &bytes, (size_t)limits->file_bytes, &size, &err) != RC_OK) {
        print_failure(&err);
        *trouble = true;
        buf_free(&bytes);
        return;
    }
    if (snapshot_is_lfs_pointer(buf_str(&bytes))) {
        print_note("%s: passed over: git LFS keeps its text elsewhere", file->name.at);
        buf_free(&bytes);
        return;
    }
    documents_add(documents, document_build(file->path, bytes.at, size, limits, documents->today),
                  file, file->name, DOCUMENT_CHECKED, true);
}

/* A file behind the lists. */
static struct document *add_other(struct documents *documents, struct place *place, str name,
                                  str text)
{
    str path;
    struct document *doc =
        document_plain(place_path(place, name.at, &path) == RC_OK ? path : name, text);
    documents->n += documents->other_count;
    vec_push(documents, doc);
    vec_push(&documents->names, name);
    documents->other_count++;
    documents->n -= documents->other_count;
    return doc;
}

void documents_load(struct documents *documents, struct files *files, struct place *place)
{
    for (size_t i = 0; i < files->n; i++)
        load(documents, &files->at[i], place, &files->trouble);
    documents->whole = files->whole && !files->trouble;
    documents_configure(documents, place);
}

void documents_configure(struct documents *documents, struct place *place)
{
    const struct settings *settings = documents->settings;
    documents->place = place;
    if (settings->ignore_count > 0)
        documents->config =
            add_other(documents, place, settings->config_name, settings->config_text);
}

/* The one in the root of what is checked. */
static enum rc load_baseline(struct baseline *baseline, struct buf *text, struct place *place,
                             const char *name, struct err *err)
{
    if (!place->config_in)
        return baseline_load(baseline, text, place_absolute(place, STR(BASELINE_NAME)).at, name,
                             err);
    enum rc rc = place_read(place, STR(BASELINE_NAME), BASELINE_BYTES_MAX, text, err);
    return rc == RC_OK ? baseline_parse(baseline, buf_str(text), name, err) : rc;
}

enum rc documents_baseline(struct documents *documents, struct place *place, const char *path,
                           struct err *err)
{
    str name = path ? str_from(path) : place_name(place, STR(BASELINE_NAME));
    struct buf text = {0};
    struct baseline baseline = {0};
    enum rc rc = path ? baseline_load(&baseline, &text, path, name.at, err)
                      : load_baseline(&baseline, &text, place, name.at, err);
    if (rc == RC_OK) {
        documents->baseline = mem_alloc(1, sizeof baseline);
        *documents->baseline = baseline;
        documents->baseline_file = add_other(documents, place, name, buf_str(&text));
    } else {
        baseline_free(&baseline);
    }
    buf_free(&text);
    if (rc == RC_MISSING && path)
        return err_set(err, "%s: there is no such file: `curlint baseline --file %s` makes it",
                       path, path);
    return rc == RC_MISSING ? RC_OK : rc;
}

/* What the guards refused may hold what a suppression is for. */
bool documents_are_whole(const struct documents *documents)
{
    bool whole = documents->whole;
    for (size_t i = 0; i < documents->n; i++)
        whole = whole && documents->at[i]->refusal.kind == REFUSED_NOT;
    return whole;
}

/* Let the files that rules reported of stand behind all others. */
static void take_files(struct documents *documents, const struct engine *engine)
{
    struct document *const *files = engine_files(engine, &documents->file_count);
    size_t lists = documents->n;
    documents->n += documents->other_count;
    documents->names.n = documents->n;
    for (size_t i = 0; i < documents->file_count; i++) {
        vec_push(documents, files[i]);
        vec_push(&documents->names, place_name(documents->place, files[i]->path));
    }
    documents->n = lists;
}

struct engine *documents_lint(struct documents *documents, const struct findings **findings)
{
    struct engine *engine = engine_new(documents->settings, documents->tree, documents->today);
    engine_answers(engine, documents->answers);
    struct comparison *comparison = documents->comparison;
    if (comparison)
        engine_match(engine, comparison_match(comparison, documents), comparison->wary);
    for (size_t i = 0; i < documents->n; i++)
        if (documents->roles.at[i] == DOCUMENT_CONTEXT)
            engine_context(engine, documents->at[i]);
        else
            engine_document(engine, documents->at[i]);
    if (documents->config)
        engine_config(engine, documents->config);
    if (documents->baseline)
        engine_baseline(engine, documents->baseline_file, documents->baseline);
    if (documents_are_whole(documents))
        engine_whole(engine);
    *findings = engine_finish(engine);
    if (comparison)
        comparison_judge(comparison, engine);
    take_files(documents, engine);
    return engine;
}

struct document *documents_replace(struct documents *documents, size_t index, struct buf *bytes)
{
    struct document *old = documents->at[index];
    documents->at[index] =
        documents_build(documents, documents->files.at[index]->path, bytes, bytes->n);
    return old;
}

void documents_free(struct documents *documents)
{
    for (size_t i = 0; i < documents->n + documents->other_count; i++)
        if (i >= documents->own.n || documents->own.at[i])
            document_free(documents->at[i]);
    if (documents->baseline)
        baseline_free(documents->baseline);
    mem_free(documents->baseline);
    vec_free(documents);
    vec_free(&documents->files);
    vec_free(&documents->names);
    vec_free(&documents->roles);
    vec_free(&documents->own);
}
