#include "doc/opaque.h"
#include "lint/rule.h"

/* Going through the lines of a document, with the block and the table that they are in. */
struct walk {
    struct lint *lint;
    const struct document *doc;
    uint32_t line;
    uint32_t block, table; /* the first that does not end before the line */
};

enum standing {
    STANDS_ALONE, /* a line of blanks, a row, the last line of a paragraph */
    STANDS_ABOVE, /* the paragraph goes on behind it, so that two blanks break the line */
    STANDS_ELSE,  /* in code, HTML, a comment, a definition: not looked at */
};

static enum standing standing_of(struct walk *walk, uint32_t at)
{
    const struct document *doc = walk->doc;
    while (walk->block < doc->block_count && doc->blocks[walk->block].span.end <= at)
        walk->block++;
    while (walk->table < doc->table_count && doc->tables[walk->table].span.end < at)
        walk->table++;
    if (document_is_opaque(doc, at))
        return STANDS_ELSE;
    if (walk->table < doc->table_count && doc->tables[walk->table].span.start <= at)
        return STANDS_ALONE;
    const struct block *block = &doc->blocks[walk->block];
    if (walk->block < doc->block_count && block->span.start <= at)
        return document_line(doc, block->span.end - 1) > walk->line ? STANDS_ABOVE : STANDS_ALONE;
    return STANDS_ELSE;
}

static void check_line(struct walk *walk)
{
    const struct document *doc = walk->doc;
    struct span span = document_line_span(doc, walk->line);
    str line = document_text(doc, span), text = str_trim_right(line);
    if (text.n == line.n)
        return;
    uint32_t end = span.start + (uint32_t)text.n;
    /* A blank line is in code as a whole or not at all. */
    enum standing standing = text.n > 0                     ? standing_of(walk, end - 1)
                             : document_is_opaque(doc, end) ? STANDS_ELSE
                                                            : STANDS_ALONE;
    if (standing == STANDS_ELSE || str_ends(text, STR("\\")) ||
        (standing == STANDS_ABOVE && str_ends(line, STR("  "))))
        return;
    struct span blanks = span_of(end, span.end);
    struct finding *finding = lint_report(walk->lint, doc, blanks, "the line ends in %u blank%s",
                                          span_length(blanks), span_length(blanks) == 1 ? "" : "s");
    uint32_t entry = text.n > 0 ? document_entry_at(doc, end - 1) : NO_INDEX;
    if (entry != NO_INDEX)
        lint_entry(walk->lint, finding, &doc->entries[entry]);
    lint_discriminator(walk->lint, finding, entry == NO_INDEX ? text : STR("end"));
    lint_edit(walk->lint, finding, FIX_SAFE, blanks, (str){NULL, 0});
}

static void check_end(struct lint *lint, const struct document *doc)
{
    str source = doc->source;
    if (source.n <= doc->body || source.at[source.n - 1] == '\n' || source.at[source.n - 1] == '\r')
        return;
    struct span end = span_of(source.n, source.n);
    struct finding *finding =
        lint_report(lint, doc, end,
                    "the file ends without a line end; a row that is added below it changes this "
                    "line too");
    lint_discriminator(lint, finding, STR("line end"));
    lint_edit(lint, finding, FIX_SAFE, end, STR("\n"));
}

static void check_title(struct lint *lint, const struct document *doc, const struct entry *entry)
{
    struct finding *finding = NULL;
    str source = doc->source;
    for (uint32_t i = entry->title.start; i < entry->title.end; i++) {
        uint32_t end = i;
        while (end < entry->title.end && source.at[end] == ' ')
            end++;
        bool inside = i > entry->title.start && end < entry->title.end;
        bool breaks =
            source.at[end] == '\n' || source.at[end] == '\r' || (i > 0 && source.at[i - 1] == '\n');
        if (end >= i + 2 && inside && !breaks && !document_is_opaque(doc, i)) {
            if (!finding) {
                finding =
                    lint_report(lint, doc, span_of(i, end),
                                "%u blanks in a row within the title; GitHub shows one", end - i);
                lint_discriminator(lint, finding, STR("title"));
            }
            lint_edit(lint, finding, FIX_SAFE, span_of(i, end), STR(" "));
        }
        i = end > i ? end : i;
    }
}

static void check_document(struct lint *lint, const struct document *doc)
{
    if (doc->refusal.kind != REFUSED_NOT)
        return;
    struct walk walk = {.lint = lint, .doc = doc};
    for (; walk.line < doc->line_count; walk.line++)
        check_line(&walk);
    for (uint32_t i = 0; i < doc->entry_count; i++)
        if (!doc->entries[i].navigation) /* its text may repeat a heading's */
            check_title(lint, doc, &doc->entries[i]);
    check_end(lint, doc);
}

const struct rule rule_text_space = {
    .summary =
        "blanks at the end of a line or doubled in a title, no line end at the end of a file",
    .severity = SEVERITY_OFF,
    .document = check_document,
};
