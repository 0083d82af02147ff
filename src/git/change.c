#include "git/change.h"

#include <string.h>

/* The id of an entry's bytes, read where it is not known; false where there is none to be had. */
static enum rc blob_of(struct blob_id *out, bool *known, const struct snapshot *snapshot,
                       size_t entry, size_t limit, struct err *err)
{
    const struct snapshot_entry *at = &snapshot->entries[entry];
    *known = at->has_blob;
    *out = at->blob;
    if (at->has_blob)
        return RC_OK;
    struct buf bytes = {0};
    size_t size = 0;
    enum rc rc = snapshot_read(snapshot, entry, &bytes, limit, &size, err);
    if (rc == RC_OK && size <= limit) {
        *out = repo_blob_id(snapshot->repo, buf_str(&bytes));
        *known = true;
    }
    buf_free(&bytes);
    return rc == RC_MISSING ? RC_OK : rc; /* gone since: as good as changed */
}

static bool counts(const struct snapshot *snapshot, size_t entry,
                   const struct change_filter *filter)
{
    const struct snapshot_entry *at = &snapshot->entries[entry];
    return at->kind == SNAPSHOT_FILE && !at->untracked &&
           (!filter->wants || filter->wants(filter->self, at->path));
}

static enum rc compare(struct changes *out, const struct snapshot *base,
                       const struct snapshot *head, struct change pair, size_t limit,
                       struct err *err)
{
    struct blob_id before, after;
    bool knows_before, knows_after;
    enum rc rc = blob_of(&before, &knows_before, base, pair.base, limit, err);
    if (rc == RC_OK)
        rc = blob_of(&after, &knows_after, head, pair.head, limit, err);
    if (rc == RC_OK &&
        !(knows_before && knows_after && memcmp(&before, &after, sizeof before) == 0))
        vec_push(&out->list, pair);
    return rc;
}

enum rc change_list(struct changes *out, const struct snapshot *base, const struct snapshot *head,
                    const struct change_filter *filter, struct err *err)
{
    enum rc rc = RC_OK;
    for (size_t b = 0, h = 0; rc == RC_OK && (b < base->count || h < head->count);) {
        if (b < base->count && !counts(base, b, filter)) {
            b++;
            continue;
        }
        if (h < head->count && !counts(head, h, filter)) {
            h++;
            continue;
        }
        int order = b == base->count   ? 1
                    : h == head->count ? -1
                                       : str_cmp(base->entries[b].path, head->entries[h].path);
        if (order == 0)
            rc = compare(out, base, head, (struct change){b, h}, filter->limit, err);
        else
            vec_push(&out->list,
                     (struct change){order < 0 ? b : STR_NPOS, order > 0 ? h : STR_NPOS});
        b += order <= 0;
        h += order >= 0;
    }
    return rc;
}
