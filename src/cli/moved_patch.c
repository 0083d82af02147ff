#include "cli/moved_patch.h"

#include "base/map.h"
#include "cli/mend.h"
#include "lint/fix.h"
#include "report/patch.h"

#define RULE "link/moved"

/*
 * Links that share a definition or a badge bring the same edit each, and of two edits at one place
 * a round makes the first alone: the others' findings go without.
 */
static void drop_repeated(const struct document *doc, struct findings *moved)
{
    struct map seen = {0};
    struct buf key = {0};
    for (size_t i = 0; i < moved->n; i++) {
        struct finding *finding = &moved->at[i];
        if (!fix_is_wanted(doc, finding, FIX_SAFE))
            continue;
        uint32_t count = finding->edit_count;
        finding->edits = arena_copy(&moved->arena, finding->edits, count, sizeof *finding->edits);
        finding->edit_count = 0;
        for (uint32_t e = 0; e < count; e++) {
            bool added;
            struct edit edit = finding->edits[e];
            buf_clear(&key);
            buf_printf(&key, "%u %u ", edit.span.start, edit.span.end);
            buf_add(&key, edit.text);
            map_put_copy(&seen, buf_str(&key), 0, &added);
            if (added)
                finding->edits[finding->edit_count++] = edit;
        }
    }
    buf_free(&key);
    map_free(&seen);
}

/* The patch of one document from its findings about moved links. */
static void add(struct moved_patch *patch, const struct documents *documents, uint32_t document,
                struct findings *moved)
{
    const struct document *doc = documents->at[document];
    const struct file *file = documents->files.at[document];
    struct changes changes = {0};
    struct buf fresh = {0}, text = {0};
    drop_repeated(doc, moved);
    /* Two rounds are never needed: no two of these edits overlap but those that were the same. */
    uint32_t links = fix_round(doc, moved->at, moved->n, FIX_SAFE, &changes, &fresh);
    if (links > 0 && !(file && (file->input || mend_is_absent(documents->place, file)))) {
        patch_add(&text, doc->path, doc->source, buf_str(&fresh), &changes);
        const struct report_patch made = {
            .document = document,
            .links = links,
            .text = arena_str(&patch->arena, buf_str(&text)),
        };
        vec_push(&patch->at, made);
        patch->links += links;
    }
    for (size_t i = 0; i < moved->n; i++)
        patch->left += fix_is_wanted(doc, &moved->at[i], FIX_UNSAFE) &&
                       !fix_is_wanted(doc, &moved->at[i], FIX_SAFE);
    buf_free(&text);
    buf_free(&fresh);
    changes_free(&changes);
}

void moved_patch_make(struct moved_patch *patch, const struct documents *documents,
                      const struct findings *findings)
{
    struct findings moved = {0};
    for (size_t i = 0; i < findings->n;) {
        uint32_t document = findings->at[i].document;
        for (moved.n = 0; i < findings->n && findings->at[i].document == document; i++)
            if (str_eq(str_from(findings->at[i].rule->id), STR(RULE)))
                vec_push(&moved, findings->at[i]);
        /* Behind the lists stands what is none: the configuration. */
        if (moved.n > 0 && document < documents->n)
            add(patch, documents, document, &moved);
    }
    findings_free(&moved);
}

void moved_patch_free(struct moved_patch *patch)
{
    vec_free(&patch->at);
    arena_free(&patch->arena);
}
