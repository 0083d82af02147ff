#include "cli/mend.h"

#include "base/replace.h"
#include "cli/comparison.h"
#include "cli/print.h"
#include "report/patch.h"

/*
 * Edits that overlap wait for the next round, and mending one thing may bring another to light. A
 * list needs two rounds, a few more where somebody wrote it to need them.
 */
enum { ROUNDS = 16 };

bool mend_is_absent(const struct place *place, const struct file *file)
{
    return !file->input && file->entry != STR_NPOS && place->snapshot.entries[file->entry].sparse;
}

struct mending mend_start(struct documents *documents, struct place *place, enum safety most)
{
    struct mending mending = {.documents = documents, .place = place, .most = most};
    mending.at = mem_alloc(documents->n, sizeof *mending.at);
    for (size_t i = 0; i < documents->n; i++)
        mending.at[i].absent = mend_is_absent(place, documents->files.at[i]);
    return mending;
}

/* As it was read, and so it stays. */
static void put_back(struct mending *mending, size_t index)
{
    struct mended *mended = &mending->at[index];
    if (mended->was) {
        document_free(mending->documents->at[index]);
        mending->documents->at[index] = mended->was;
    }
    changes_free(&mended->changes);
    buf_free(&mended->fresh);
    mended->was = NULL;
    mended->ready = false;
    mended->fixed = 0;
    mended->left = true;
}

static void give_up(struct mending *mending, size_t index)
{
    print_note("%s: its fixes do not come to rest, so it is left as it was",
               mending->documents->names.at[index].at);
    put_back(mending, index);
}

/* Prepare the next bytes of a document; false where it is as it shall be. */
static bool plan(struct mending *mending, size_t index, const struct finding *findings,
                 size_t count)
{
    struct mended *mended = &mending->at[index];
    if (mended->left)
        return false;
    uint32_t made = fix_round(mending->documents->at[index], findings, count, mending->most,
                              &mended->changes, &mended->fresh);
    if (made > 0 && mended->absent) {
        print_note("%s: is not checked out, so it is not fixed",
                   mending->documents->names.at[index].at);
        put_back(mending, index);
        return false;
    }
    mended->fixed += made;
    mended->ready = made > 0;
    return mended->ready;
}

/* Those that the report is about: beside a base, what the change did. */
static bool is_reported(const struct mending *mending, const struct finding *finding)
{
    const struct documents *documents = mending->documents;
    return !documents->comparison || comparison_shows(documents->comparison, documents, finding);
}

/* All documents' next bytes, while the findings that they come from are there. */
static bool plan_all(struct mending *mending, const struct findings *findings)
{
    bool any = false;
    struct findings wanted = {0};
    for (size_t i = 0; i < findings->n;) {
        uint32_t document = findings->at[i].document;
        for (wanted.n = 0; i < findings->n && findings->at[i].document == document; i++)
            if (is_reported(mending, &findings->at[i]))
                vec_push(&wanted, findings->at[i]);
        /* Behind the lists stands what is none: the configuration. */
        if (document < mending->documents->n)
            any |= plan(mending, document, wanted.at, wanted.n);
    }
    vec_free(&wanted);
    return any;
}

/* Build what was planned; what the guards refuse then is a fix too far. */
static void adopt(struct mending *mending, size_t index)
{
    struct mended *mended = &mending->at[index];
    struct document *old = documents_replace(mending->documents, index, &mended->fresh);
    mended->ready = false;
    if (mended->was)
        document_free(old);
    else
        mended->was = old;
    if (mending->documents->at[index]->refusal.kind != mended->was->refusal.kind)
        give_up(mending, index);
}

struct engine *mend_rounds(struct mending *mending, const struct findings **findings)
{
    for (int round = 1;; round++) {
        struct engine *engine = documents_lint(mending->documents, findings);
        if (!plan_all(mending, *findings))
            return engine;
        engine_free(engine);
        for (size_t i = 0; i < mending->documents->n; i++) {
            if (mending->at[i].ready && round > ROUNDS)
                give_up(mending, i);
            else if (mending->at[i].ready)
                adopt(mending, i);
        }
    }
}

static bool write_input(const struct document *doc)
{
    struct err err;
    if (doc->refusal.kind != REFUSED_SIZE)
        return print_output(doc->source, OUTCOME_CLEAN) == OUTCOME_CLEAN;
    err_set(&err, "standard input: is over the limit of %ju bytes, so it is not fixed",
            (uintmax_t)doc->refusal.limit);
    print_failure(&err);
    return false;
}

static bool write_file(struct mending *mending, size_t index)
{
    const struct file *file = mending->documents->files.at[index];
    str root = mending->place->root;
    struct err err;
    if (file_replace(root.n ? root.at : "/", file->path, file->name.at,
                     mending->at[index].was->source, mending->documents->at[index]->source,
                     &err) == RC_OK)
        return true;
    print_failure(&err);
    put_back(mending, index);
    return false;
}

static bool is_changed(const struct mending *mending, size_t index)
{
    const struct document *was = mending->at[index].was;
    return was && !str_eq(was->source, mending->documents->at[index]->source);
}

bool mend_write(struct mending *mending)
{
    bool written = true;
    for (size_t i = 0; i < mending->documents->n; i++) {
        if (mending->documents->files.at[i]->input)
            written &= write_input(mending->documents->at[i]);
        else if (is_changed(mending, i))
            written &= write_file(mending, i);
    }
    return written;
}

void mend_patch(const struct mending *mending, struct buf *out)
{
    for (size_t i = 0; i < mending->documents->n; i++) {
        const struct mended *mended = &mending->at[i];
        const struct document *doc = mending->documents->at[i];
        if (is_changed(mending, i))
            patch_add(out, doc->path, mended->was->source, doc->source, &mended->changes);
    }
}

void mend_tell(const struct mending *mending, const struct findings *remaining)
{
    uint32_t fixed = mend_count(mending), more = 0;
    for (size_t i = 0; i < remaining->n; i++) {
        const struct finding *finding = &remaining->at[i];
        more += fix_is_wanted(mending->documents->at[finding->document], finding, FIX_UNSAFE) &&
                finding->safety == FIX_UNSAFE;
    }
    if (more > 0 && fixed > 0)
        print_note("would fix %u, %u more with --unsafe-fixes", fixed, more);
    else if (more > 0)
        print_note("would fix nothing, but %u with --unsafe-fixes", more);
    else if (fixed > 0)
        print_note("would fix %u", fixed);
}

uint32_t mend_count(const struct mending *mending)
{
    uint32_t count = 0;
    for (size_t i = 0; i < mending->documents->n; i++)
        count += mending->at[i].fixed;
    return count;
}

void mend_free(struct mending *mending)
{
    for (size_t i = 0; i < mending->documents->n; i++) {
        document_free(mending->at[i].was);
        changes_free(&mending->at[i].changes);
        buf_free(&mending->at[i].fresh);
    }
    mem_free(mending->at);
}
