#include "doc/loose.h"
#include "lint/rule.h"

static void report(struct lint *lint, const struct document *doc, const struct loose_line *header,
                   const struct loose_line *delimiter)
{
    struct finding *finding = lint_report(
        lint, doc, delimiter->span,
        "the header has %u cell%s but the delimiter row below it has %u; GitHub shows no table, "
        "only lines of pipes",
        header->cells, header->cells == 1 ? "" : "s", delimiter->cells);
    lint_help(lint, finding, "give both rows the same number of cells");
    lint_related(lint, finding, doc, header->span, "the header");
    lint_discriminator(lint, finding, document_text(doc, header->span));
}

static void check_document(struct lint *lint, const struct document *doc)
{
    for (uint32_t i = 0; i < doc->block_count; i++) {
        const struct block *block = &doc->blocks[i];
        if (block->kind == BLOCK_HEADING)
            continue;
        uint32_t line, last;
        loose_range(doc, block, &line, &last);
        if (line == last)
            continue;
        struct loose_line above = loose_line(doc, block, line);
        while (line++ < last) {
            struct loose_line below = loose_line(doc, block, line);
            if (loose_is_header(&above, &below))
                report(lint, doc, &above, &below);
            above = below;
        }
    }
}

const struct rule rule_table_header = {
    .summary = "the header and the delimiter row of a table differ in width",
    .severity = SEVERITY_ERROR,
    .document = check_document,
};
