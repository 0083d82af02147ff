#include "doc/label.h"
#include "doc/loose.h"
#include "doc/opaque.h"
#include "lint/rule.h"

/* Lines of pipes that follow each other in one paragraph. */
struct run {
    uint32_t first, last;    /* lines */
    uint32_t cells;          /* of its first line */
    bool uniform;            /* all its lines have that many */
    bool opens, ends;        /* nothing stands before it, or behind it, in its paragraph */
    bool entry, closed;      /* its first line looks like one; has a pipe at its end */
    bool delimiter;          /* its first line is a delimiter row */
    bool delimits;           /* another line of it is */
    struct span first_span;  /* of its first line */
    struct span last_span;   /* of its last line */
    const struct table *cut; /* the table right above, with only blanks and comments between */
    bool comment;            /* a comment is among what parts it from the rows above */
};

struct runs {
    struct run *at;
    size_t n, cap;
};

static bool is_blank(const struct document *doc, uint32_t line)
{
    return str_trim(document_text(doc, document_line_span(doc, line))).n == 0;
}

static bool is_comment(const struct document *doc, uint32_t line)
{
    struct span span = document_line_span(doc, line);
    str text = document_text(doc, span);
    const struct opaque *opaque =
        opaque_at(doc, span.start + (uint32_t)(text.n - str_trim_left(text).n));
    return opaque && str_starts(document_text(doc, opaque->span), STR("<!--"));
}

/* The table whose last row is the nearest thing above `line` but for blanks and comments. */
static const struct table *table_above(const struct document *doc, uint32_t line, bool *comment)
{
    *comment = false;
    while (line > 0 && (is_blank(doc, line - 1) || is_comment(doc, line - 1))) {
        line--;
        *comment |= !is_blank(doc, line);
    }
    if (line == 0)
        return NULL;
    struct span above = document_line_span(doc, line - 1);
    uint32_t low = 0, high = doc->table_count; /* the last table that starts at or above it */
    while (low < high) {
        uint32_t middle = low + (high - low) / 2;
        if (table_rows(doc, &doc->tables[middle])->span.start <= above.end)
            low = middle + 1;
        else
            high = middle;
    }
    if (low == 0)
        return NULL;
    const struct table *table = &doc->tables[low - 1];
    const struct row *last = &table_rows(doc, table)[table->row_count - 1];
    return above.start <= last->span.start && last->span.start <= above.end ? table : NULL;
}

static bool is_row(const struct loose_line *line, const struct table *above)
{
    if (line->code || line->pipes < 2)
        return false;
    if (line->leading)
        return line->cells >= 2;
    return above && line->cells == above->columns;
}

/* Whether a cell holds more than a single link. */
static bool has_text(const struct document *doc, struct span line)
{
    struct cell_vec cells = {0};
    bool text = false;
    row_split(&cells, document_text(doc, line), line.start);
    for (size_t i = 0; i < cells.n && !text; i++) {
        str cell = str_trim(document_text(doc, cells.at[i].span));
        text = cell.n > 0 && (cell.at[0] != '[' || cell.at[cell.n - 1] != ')');
    }
    vec_free(&cells);
    return text;
}

static bool is_entry_like(const struct document *doc, struct span line)
{
    for (uint32_t i = document_reference_at(doc, line.start);
         i < doc->reference_count && doc->references[i].span.start < line.end; i++) {
        uint8_t label = doc->references[i].label;
        if (label == LABEL_PAPER || label == LABEL_CODE)
            return has_text(doc, line);
    }
    return false;
}

/* The runs of one paragraph, up to a header that table/header speaks of. */
static void find_runs(struct runs *runs, const struct document *doc, const struct block *block)
{
    uint32_t first, last;
    loose_range(doc, block, &first, &last);
    struct loose_line line = loose_line(doc, block, first);
    if (line.pipes < 2 && first == last)
        return;

    bool comment = false, open = false;
    const struct table *above = NULL;
    if (line.pipes >= 2)
        above = table_above(doc, first, &comment);
    for (uint32_t i = first; i <= last; i++) {
        struct loose_line next = {0};
        if (i < last)
            next = loose_line(doc, block, i + 1);
        if (i < last && loose_is_header(&line, &next))
            return;
        if (!is_row(&line, above)) {
            open = false;
        } else if (open) {
            struct run *run = &runs->at[runs->n - 1];
            run->last = i;
            run->last_span = line.span;
            run->uniform &= line.cells == run->cells;
            run->delimits |= line.delimiter;
            run->ends = i == last;
        } else {
            vec_push(runs, (struct run){.first = i,
                                        .last = i,
                                        .cells = line.cells,
                                        .uniform = true,
                                        .opens = i == first,
                                        .ends = i == last,
                                        .entry = is_entry_like(doc, line.span),
                                        .closed = line.closed,
                                        .delimiter = line.delimiter,
                                        .first_span = line.span,
                                        .last_span = line.span,
                                        .cut = i == first ? above : NULL,
                                        .comment = comment && above && i == first});
            open = true;
        }
        line = next;
    }
}

enum gap { GAP_BLANKS, GAP_COMMENT, GAP_TEXT };

/* What parts two runs. */
static enum gap gap_between(const struct document *doc, const struct run *a, const struct run *b)
{
    if (!a->ends || !b->opens)
        return GAP_TEXT;
    enum gap gap = GAP_BLANKS;
    for (uint32_t line = a->last + 1; line < b->first; line++) {
        if (is_blank(doc, line))
            continue;
        if (!is_comment(doc, line))
            return GAP_TEXT;
        gap = GAP_COMMENT;
    }
    return gap;
}

/*
 * One line of pipes may be a bar of links. It counts right below a table, else where it holds a
 * link called "Paper" or "Code" beside other text and has the width of a table of the file.
 */
static bool is_like_a_row(const struct document *doc, const struct run *run)
{
    if (run->cut || run->comment || run->last > run->first)
        return true;
    if (!run->entry || !run->closed || run->cells < 3)
        return false;
    for (uint32_t i = 0; i < doc->table_count; i++)
        if (doc->tables[i].columns == run->cells)
            return true;
    return false;
}

static bool same_indent(const struct document *doc, struct span a, struct span b)
{
    struct span first = document_line_span(doc, document_line(doc, a.start));
    struct span second = document_line_span(doc, document_line(doc, b.start));
    return str_eq(document_text(doc, span_of(first.start, a.start)),
                  document_text(doc, span_of(second.start, b.start)));
}

/* Whether the rows make up a table once the blank lines are gone. */
static bool can_rejoin(const struct document *doc, const struct run *runs, size_t count)
{
    const struct table *table = runs[0].cut;
    bool own = !table && count > 1 && runs[0].first == runs[0].last && !runs[0].delimiter &&
               runs[1].delimiter && runs[1].cells == runs[0].cells;
    if (!table && !own)
        return false;
    uint32_t columns = table ? table->columns : runs[0].cells;
    for (size_t i = 0; i < count; i++) {
        bool header = own && i == 1;
        if (!runs[i].uniform || runs[i].cells != columns || runs[i].delimits ||
            (runs[i].delimiter && !header) || !runs[i].opens || !runs[i].ends)
            return false;
        if (!same_indent(doc, runs[i].first_span, runs[0].first_span))
            return false;
    }
    if (!table)
        return true;
    const struct row *last = &table_rows(doc, table)[table->row_count - 1];
    return !runs[0].comment && same_indent(doc, runs[0].first_span, last->span);
}

static void rejoin(struct lint *lint, struct finding *finding, const struct document *doc,
                   const struct run *runs, size_t count)
{
    for (size_t i = runs[0].cut ? 0 : 1; i < count; i++) {
        uint32_t line = runs[i].first;
        while (line > 0 && is_blank(doc, line - 1))
            line--;
        struct span blanks = span_of(doc->lines[line], doc->lines[runs[i].first]);
        lint_edit(lint, finding, FIX_SAFE, blanks, (str){NULL, 0});
    }
}

static void report(struct lint *lint, const struct document *doc, const struct run *runs,
                   size_t count)
{
    const struct run *first = &runs[0];
    uint32_t rows = 0;
    for (size_t i = 0; i < count; i++)
        rows += runs[i].last - runs[i].first + 1;
    bool fixable = can_rejoin(doc, runs, count);
    const char *cause = "have no header row and delimiter row above";
    if (first->cut && first->comment)
        cause = rows == 1 ? "is cut off from its table by a comment"
                          : "are cut off from their table by a comment";
    else if (first->cut)
        cause = rows == 1 ? "is cut off from its table by a blank line"
                          : "are cut off from their table by a blank line";
    else if (fixable)
        cause = "are kept apart by a blank line";
    else if (rows == 1)
        cause = "has no header row and delimiter row above";

    struct span span = span_of(first->first_span.start, runs[count - 1].last_span.end);
    struct finding *finding =
        lint_report(lint, doc, span, "%u row%s of pipes %s; GitHub shows %s as plain text", rows,
                    rows == 1 ? "" : "s", cause, rows == 1 ? "it" : "them");
    lint_discriminator(lint, finding, document_text(doc, first->first_span));
    if (first->cut) {
        const struct row *last = &table_rows(doc, first->cut)[first->cut->row_count - 1];
        lint_related(lint, finding, doc, last->span, "the table ends here");
    }
    if (fixable) {
        lint_help(lint, finding, "remove the blank line");
        rejoin(lint, finding, doc, runs, count);
    } else if (first->cut && first->comment) {
        lint_help(lint, finding,
                  "put the comment inside a cell of a row, or remove it and the blank lines");
    } else if (first->cut) {
        lint_help(lint, finding,
                  "remove the blank line and give each row %u cells, or write a header row and a "
                  "`|---|` row above",
                  first->cut->columns);
    } else {
        lint_help(lint, finding, "write a header row and a `|---|` row of %u cells above",
                  first->cells);
    }
}

static void check_document(struct lint *lint, const struct document *doc)
{
    struct runs runs = {0};
    for (uint32_t i = 0; i < doc->block_count; i++)
        if (doc->blocks[i].kind != BLOCK_HEADING)
            find_runs(&runs, doc, &doc->blocks[i]);

    for (size_t i = 0, end; i < runs.n; i = end) {
        end = i + 1;
        while (end < runs.n && gap_between(doc, &runs.at[end - 1], &runs.at[end]) == GAP_BLANKS)
            end++;
        if (end == i + 1 && !is_like_a_row(doc, &runs.at[i]))
            continue;
        report(lint, doc, &runs.at[i], end - i);
        if (end < runs.n && gap_between(doc, &runs.at[end - 1], &runs.at[end]) == GAP_COMMENT) {
            runs.at[end].cut = runs.at[i].cut;
            runs.at[end].comment = true;
        }
    }
    vec_free(&runs);
}

const struct rule rule_table_orphan_row = {
    .summary = "rows of pipes stand outside any table",
    .severity = SEVERITY_ERROR,
    .document = check_document,
};
