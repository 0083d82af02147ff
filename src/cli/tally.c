#include "cli/tally.h"

#include "base/mem.h"
#include "report/escape.h"

#include <stdlib.h>

struct rule_count {
    const char *id;
    uint32_t findings;
    uint32_t fixable;
    enum severity severity;
};

static int by_count(const void *a, const void *b)
{
    const struct rule_count *x = a, *y = b;
    if (x->findings != y->findings)
        return x->findings < y->findings ? 1 : -1;
    return str_cmp(str_from(x->id), str_from(y->id));
}

void tally_rules(struct buf *out, const struct findings *findings, const struct rule_entry *rules,
                 size_t rule_count)
{
    struct rule_count *counts = mem_alloc(rule_count, sizeof *counts);
    for (size_t i = 0; i < rule_count; i++)
        counts[i].id = rules[i].id;
    for (size_t i = 0; i < findings->n; i++) {
        const struct finding *finding = &findings->at[i];
        struct rule_count *count = &counts[finding->rule - rules];
        if (finding->suppressed)
            continue;
        count->findings++;
        count->fixable += finding->safety == FIX_SAFE;
        if (finding->severity > count->severity)
            count->severity = finding->severity;
    }
    if (rule_count > 1)
        qsort(counts, rule_count, sizeof *counts, by_count);
    for (size_t i = 0; i < rule_count && counts[i].findings > 0; i++) {
        buf_printf(out, "%7u  %-7s  %s", counts[i].findings, severity_name(counts[i].severity),
                   counts[i].id);
        if (counts[i].fixable > 0)
            buf_printf(out, " (%u with a safe fix)", counts[i].fixable);
        buf_add_char(out, '\n');
    }
    mem_free(counts);
}

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
