#include "cli/documents.h"

#include "cli/print.h"

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
    vec_push(documents, document_build(file->path, bytes.at, size, limits, documents->today));
    vec_push(&documents->files, file);
    vec_push(&documents->names, file->name);
}

void documents_load(struct documents *documents, struct files *files, struct place *place)
{
    for (size_t i = 0; i < files->n; i++)
        load(documents, &files->at[i], place, &files->trouble);
}

struct engine *documents_lint(const struct documents *documents)
{
    struct engine *engine = engine_new(documents->settings, documents->tree, documents->today);
    for (size_t i = 0; i < documents->n; i++)
        engine_document(engine, documents->at[i]);
    return engine;
}

void documents_free(struct documents *documents)
{
    for (size_t i = 0; i < documents->n; i++)
        document_free(documents->at[i]);
    vec_free(documents);
    vec_free(&documents->files);
    vec_free(&documents->names);
}
