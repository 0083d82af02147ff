/* Whole documents: every span is in range, arrays are in order, parts lie inside their wholes, and
 * cells are what cmark-gfm says they are. */
#include "doc/document.h"

#include "base/mem.h"

#include <assert.h>
#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void in_range(const struct document *doc, struct span span)
{
    assert(span.start <= span.end && span.end <= doc->source.n);
}

static void check_references(const struct document *doc)
{
    for (uint32_t i = 0; i < doc->reference_count; i++) {
        const struct reference *ref = &doc->references[i];
        in_range(doc, ref->span);
        in_range(doc, ref->text);
        in_range(doc, ref->dest);
        assert(i == 0 || doc->references[i - 1].span.start <= ref->span.start);
        assert(ref->entry == NO_INDEX || ref->entry < doc->entry_count);
        assert(ref->section < doc->section_count);
        if (ref->outer != NO_INDEX)
            assert(ref->outer < i && span_holds(doc->references[ref->outer].span, ref->span));
        if (ref->definition != NO_INDEX)
            assert(ref->definition < doc->definition_count);
    }
}

static void check_entries(const struct document *doc)
{
    for (uint32_t i = 0; i < doc->entry_count; i++) {
        const struct entry *entry = &doc->entries[i];
        in_range(doc, entry->span);
        in_range(doc, entry->title);
        in_range(doc, entry->hidden);
        assert(entry->key.n > 0 && entry->section < doc->section_count);
        assert(entry->list < doc->list_count);
        assert(entry->first_ref + entry->ref_count <= doc->reference_count);
        assert(entry->parent == NO_INDEX || entry->parent < i);
        assert(i == 0 || doc->entries[i - 1].span.start <= entry->span.start);
    }
}

static void check_tables(const struct document *doc)
{
    for (uint32_t i = 0; i < doc->row_count; i++) {
        const struct row *row = &doc->rows[i];
        in_range(doc, row->span);
        assert(row->first_cell + row->cell_count <= doc->cell_count);
        for (uint32_t k = 0; k < row->cell_count; k++) {
            in_range(doc, doc->cells[row->first_cell + k].span);
            assert(k == 0 || doc->cells[row->first_cell + k - 1].span.end <
                                 doc->cells[row->first_cell + k].span.start);
        }
    }
    assert(doc->cell_disagreements == 0);
}

static void check_sections(const struct document *doc)
{
    assert(doc->section_count >= 1);
    for (uint32_t i = 0; i < doc->section_count; i++) {
        in_range(doc, doc->sections[i].span);
        in_range(doc, doc->sections[i].title);
        assert(i == 0 ? doc->sections[i].parent == NO_INDEX : doc->sections[i].parent < i);
    }
    for (uint32_t i = 0; i < doc->opaque_count; i++)
        in_range(doc, doc->opaques[i].span);
    for (uint32_t i = 0; i < doc->definition_count; i++)
        in_range(doc, doc->definitions[i].span);
    for (uint32_t i = 0; i < doc->block_count; i++)
        in_range(doc, doc->blocks[i].span);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    char *source = mem_alloc(size + 1, 1);
    if (size)
        memcpy(source, data, size);
    struct limits limits = limits_default();
    struct document *doc =
        document_build(STR("fuzz.md"), source, size, &limits, (struct date){2026, 6, 1});
    check_references(doc);
    check_entries(doc);
    check_tables(doc);
    check_sections(doc);
    document_free(doc);
    return 0;
}
