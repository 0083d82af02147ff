#include "cli/tally.h"

#include "report/escape.h"

struct model_count {
    uint64_t sections, lists, entries, cells, references, disagreements;
};

static void add_line(struct buf *out, str name, const struct model_count *n)
{
    escape_add_first(out, name);
    buf_printf(out,
               ": sections %ju, lists %ju, entries %ju, cells %ju, references %ju, "
               "disagreements %ju\n",
               (uintmax_t)n->sections, (uintmax_t)n->lists, (uintmax_t)n->entries,
               (uintmax_t)n->cells, (uintmax_t)n->references, (uintmax_t)n->disagreements);
}

void tally_model(struct buf *out, struct document *const *documents, const str *names,
                 uint32_t count)
{
    struct model_count all = {0};
    for (uint32_t i = 0; i < count; i++) {
        const struct document *doc = documents[i];
        struct model_count n = {
            .sections = doc->section_count,
            .lists = doc->list_count,
            .entries = doc->entry_count,
            .cells = doc->cell_count,
            .references = doc->reference_count,
            .disagreements = doc->disagreements,
        };
        add_line(out, names[i], &n);
        all.sections += n.sections;
        all.lists += n.lists;
        all.entries += n.entries;
        all.cells += n.cells;
        all.references += n.references;
        all.disagreements += n.disagreements;
    }
    add_line(out, STR("total"), &all);
}
