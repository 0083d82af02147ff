#include "lint/directive.h"

#include "base/mem.h"
#include "base/near.h"
#include "doc/inline.h"
#include "doc/opaque.h"
#include "lint/locate.h"
#include "lint/selector.h"

/* "Did you mean" is looked for as often as a list could need it. */
enum { MEANT_LIMIT = 100 };

static const struct {
    const char *word;
    enum suppression_kind kind;
} words[] = {
    {"curlint-ignore", SUPPRESS_ENTRY},      {"curlint-disable-next-line", SUPPRESS_LINE},
    {"curlint-disable", SUPPRESS_RANGE},     {"curlint-enable", SUPPRESS_END},
    {"curlint-disable-file", SUPPRESS_FILE},
};

enum { WORD_COUNT = sizeof words / sizeof *words };

#define PREFIX STR("curlint-")

struct reader {
    const struct document *doc;
    const struct settings *settings;
    struct directives *out;
    bool *off;      /* a rule each: switched off by a curlint-disable that is open */
    size_t close;   /* the first "-->" at or behind all that was looked for, or STR_NPOS */
    uint32_t meant; /* searches for what was meant so far */
};

/* Offset of the first "-->" at or behind `from`, which never goes back: each byte is seen once. */
static size_t next_close(struct reader *reader, size_t from)
{
    if (reader->close != STR_NPOS && reader->close < from) {
        size_t found = str_find(str_skip(reader->doc->source, from), STR("-->"));
        reader->close = found == STR_NPOS ? STR_NPOS : from + found;
    }
    return reader->close;
}

/* The cell of the row that holds the byte, or that before it. */
static uint32_t cell_at(const struct document *doc, const struct row *row, uint32_t offset)
{
    const struct cell *cells = row_cells(doc, row);
    uint32_t low = 0, high = row->cell_count;
    while (low < high) {
        uint32_t middle = low + (high - low) / 2;
        if (cells[middle].span.start <= offset)
            low = middle + 1;
        else
            high = middle;
    }
    return low > 0 ? low - 1 : 0;
}

/* The run of inline text that holds the byte, or NULL. */
static const struct block *block_at(const struct document *doc, uint32_t offset)
{
    uint32_t low = 0, high = doc->block_count;
    while (low < high) {
        uint32_t middle = low + (high - low) / 2;
        if (doc->blocks[middle].span.start <= offset)
            low = middle + 1;
        else
            high = middle;
    }
    return low > 0 && offset < doc->blocks[low - 1].span.end ? &doc->blocks[low - 1] : NULL;
}

static bool in_definition(const struct document *doc, uint32_t offset)
{
    uint32_t low = 0, high = doc->definition_count;
    while (low < high) {
        uint32_t middle = low + (high - low) / 2;
        if (doc->definitions[middle].span.start <= offset)
            low = middle + 1;
        else
            high = middle;
    }
    return low > 0 && offset < doc->definitions[low - 1].span.end;
}

static bool is_escaped(str source, size_t at)
{
    size_t slashes = 0;
    while (slashes < at && source.at[at - slashes - 1] == '\\')
        slashes++;
    return slashes % 2 == 1;
}

/* Where text that begins at `start` and is no comment to GitHub would have to end. */
static uint32_t text_end(const struct document *doc, const struct row *row, uint32_t start)
{
    if (row)
        return row_cells(doc, row)[cell_at(doc, row, start)].span.end;
    const struct block *block = block_at(doc, start);
    return block ? block->span.end : document_line_span(doc, document_line(doc, start)).end;
}

/* What makes text of a comment: "--" in it, or "-" at its end. GFM 6.10. */
static struct span forbidden_dashes(str source, struct span comment)
{
    struct span inner = span_of(comment.start + 4, comment.end - 3);
    str text = str_sub(source, inner.start, inner.end);
    size_t at = str_find(text, STR("--"));
    if (at == STR_NPOS)
        return span_of(inner.end - 1, inner.end);
    size_t end = at;
    while (end < text.n && text.at[end] == '-')
        end++;
    return span_of(inner.start + at, inner.start + end);
}

/*
 * A place where "<!-- curlint-" stands: the span of the comment, and what is wrong with it. False
 * where it is no comment and was not meant to be one.
 */
static bool find_comment(struct reader *reader, size_t start, struct suppression *told)
{
    const struct document *doc = reader->doc;
    uint32_t at = (uint32_t)start;
    const struct opaque *opaque = opaque_at(doc, at);
    told->span = span_of(start, start);
    if (opaque) {
        told->span = opaque->span;
        bool closed = str_ends(document_text(doc, opaque->span), STR("-->"));
        told->fault = closed ? SUPPRESSION_FINE : SUPPRESSION_OPEN;
        return opaque->kind == OPAQUE_COMMENT && opaque->span.start == at;
    }
    if (is_escaped(doc->source, start) || in_definition(doc, at))
        return false;
    const struct row *row = document_row_at(doc, at);
    uint32_t limit = text_end(doc, row, at);
    size_t close = next_close(reader, start + 4);
    if (close == STR_NPOS || close + 3 > limit) {
        told->span.end = document_line_span(doc, document_line(doc, at)).end;
        told->span.end = told->span.end < limit ? told->span.end : limit;
        told->fault = SUPPRESSION_OPEN;
        return true;
    }
    told->span.end = (uint32_t)close + 3;
    if (row && cell_at(doc, row, at) >= doc->tables[row->table].columns)
        return true; /* GitHub drops the cell, whatever is in it */
    if (inline_html(document_text(doc, told->span)) > 0)
        return false; /* a place that the model does not know */
    told->fault = SUPPRESSION_SHOWN;
    told->wrong = forbidden_dashes(doc->source, told->span);
    return true;
}

static void add_name(struct reader *reader, struct suppression *told, struct suppressed_rules name)
{
    struct directives *out = reader->out;
    /* Each once: no more than there are rules and groups. */
    for (size_t i = out->name_count - told->name_count; i < out->name_count; i++)
        if (out->names[i].rules.first == name.rules.first &&
            out->names[i].rules.end == name.rules.end)
            return;
    if (out->name_count == out->name_room) {
        out->name_room = out->name_room ? out->name_room * 2 : 16;
        out->names = mem_resize(out->names, out->name_room, sizeof *out->names);
    }
    out->names[out->name_count++] = name;
    told->name_count++;
}

static void set_wrong(struct reader *reader, struct suppression *told, str word,
                      enum suppression_fault fault)
{
    if (told->fault != SUPPRESSION_FINE)
        return;
    size_t start = (size_t)(word.at - reader->doc->source.at);
    told->fault = (uint8_t)fault;
    told->wrong = span_of(start, start + word.n);
    if (reader->meant++ >= MEANT_LIMIT)
        return;
    if (fault == SUPPRESSION_RULE) {
        told->meant = selector_meant(reader->settings, word);
        return;
    }
    struct near near = near_start(str_skip(word, PREFIX.n));
    for (size_t i = 0; i < WORD_COUNT; i++)
        near_offer(&near, words[i].word + PREFIX.n);
    told->meant = near.best ? near.best - PREFIX.n : NULL;
}

static void read_name(struct reader *reader, struct suppression *told, str name)
{
    struct rule_range range;
    enum selector_kind kind = selector_find(reader->settings, name, &range);
    if (kind == SELECTOR_UNKNOWN) {
        set_wrong(reader, told, name, SUPPRESSION_RULE);
        return;
    }
    size_t start = (size_t)(name.at - reader->doc->source.at);
    add_name(reader, told,
             (struct suppressed_rules){.name = name,
                                       .span = span_of(start, start + name.n),
                                       .rules = range,
                                       .all = kind == SELECTOR_ALL});
}

/* Length of what parts the rules from the reason at the start of `s`: a colon or a dash; or 0. */
static size_t reason_mark(str s)
{
    static const str MARKS[] = {STR_INIT(":"), STR_INIT("--"), STR_INIT("\xe2\x80\x94"),
                                STR_INIT("\xe2\x80\x93"), STR_INIT("-")};
    for (size_t i = 0; i < sizeof MARKS / sizeof *MARKS; i++)
        if (str_starts(s, MARKS[i]))
            return MARKS[i].n;
    return 0;
}

/* "arxiv/id, link: why": the names, then the reason. */
static void read_rest(struct reader *reader, struct suppression *told, str rest)
{
    bool any = false;
    while (rest.n > 0) {
        if (ascii_is_space(rest.at[0]) || rest.at[0] == ',') {
            rest = str_skip(rest, 1);
            continue;
        }
        size_t mark = reason_mark(rest);
        if (mark > 0) {
            str reason = str_trim(str_skip(rest, mark));
            size_t start = (size_t)(reason.at - reader->doc->source.at);
            told->reason = span_of(start, start + reason.n);
            break;
        }
        size_t n = 0;
        while (n < rest.n && !ascii_is_space(rest.at[n]) && rest.at[n] != ',' && rest.at[n] != ':')
            n++;
        read_name(reader, told, str_sub(rest, 0, n));
        rest = str_skip(rest, n);
        any = true;
    }
    if (!any)
        add_name(reader, told,
                 (struct suppressed_rules){.rules = {0, (uint32_t)reader->settings->rule_count},
                                           .all = true});
}

/* What stands between "<!--" and "-->". */
static void read_words(struct reader *reader, struct suppression *told, str text)
{
    size_t n = 0;
    while (n < text.n && (ascii_is_alnum(text.at[n]) || text.at[n] == '-'))
        n++;
    str word = str_sub(text, 0, n);
    for (size_t i = 0; i < WORD_COUNT; i++) {
        if (!str_eq(word, str_from(words[i].word)))
            continue;
        told->kind = (uint8_t)words[i].kind;
        read_rest(reader, told, str_skip(text, n));
        return;
    }
    set_wrong(reader, told, word, SUPPRESSION_WORD);
}

/* curlint-disable and curlint-enable: whether the latter ends anything. */
static void switch_rules(struct reader *reader, const struct suppression *told)
{
    bool off = told->kind == SUPPRESS_RANGE;
    size_t first = reader->out->name_count - told->name_count;
    for (size_t i = first; (off || told->kind == SUPPRESS_END) && i < first + told->name_count;
         i++) {
        struct suppressed_rules *name = &reader->out->names[i];
        for (uint32_t r = name->rules.first; r < name->rules.end; r++) {
            name->uses += !off && reader->off[r];
            reader->off[r] = off;
        }
    }
}

static bool stands_alone(const struct document *doc, struct span span)
{
    uint32_t first = document_line(doc, span.start), last = document_line(doc, span.end - 1);
    str before = str_sub(doc->source, document_line_span(doc, first).start, span.start);
    str after = str_sub(doc->source, span.end, document_line_span(doc, last).end);
    return str_trim(before).n == 0 && str_trim(after).n == 0;
}

static void set_reach(struct directive *directive, enum reach reach, uint32_t start, uint32_t end)
{
    directive->reach = reach;
    directive->start = start;
    directive->end = end;
}

/* What a curlint-ignore is for: its entry, else the paragraph, heading, row or line around it. */
static void find_entry(const struct document *doc, struct directive *directive)
{
    struct suppression *told = &directive->told;
    struct span span = told->span;
    uint32_t entry = locate_entry(doc, span);
    if (entry != NO_INDEX) {
        set_reach(directive, REACH_ENTRY, entry, entry + 1);
        return;
    }
    const struct block *block = block_at(doc, span.start);
    const struct row *row = document_row_at(doc, span.start);
    if (block)
        span = block->span;
    else if (row)
        span = row->span;
    else if (told->fault == SUPPRESSION_FINE && stands_alone(doc, span))
        told->fault = SUPPRESSION_ALONE;
    /* With the place behind the last byte, where something may be missing. */
    set_reach(directive, REACH_BLOCK, document_line_span(doc, document_line(doc, span.start)).start,
              document_line_span(doc, document_line(doc, span.end - 1)).end + 1);
}

/* Read the comment that begins at `start`, its word at `word`; where to go on. */
static size_t read_comment(struct reader *reader, size_t start, size_t word)
{
    const struct document *doc = reader->doc;
    struct directive directive = {
        .told = {.doc = doc, .kind = SUPPRESS_NOTHING}, .reach = REACH_COUNT, .line = NO_INDEX};
    struct suppression *told = &directive.told;
    if (!find_comment(reader, start, told))
        return told->span.end > word ? told->span.end : word;
    if (told->fault != SUPPRESSION_OPEN)
        read_words(reader, told, str_sub(doc->source, word, told->span.end - 3));
    if (told->kind == SUPPRESS_ENTRY)
        find_entry(doc, &directive);
    else if (told->kind == SUPPRESS_FILE)
        set_reach(&directive, REACH_FILE, 0, UINT32_MAX);
    else if (told->kind == SUPPRESS_RANGE)
        set_reach(&directive, REACH_RANGE, told->span.end, UINT32_MAX);
    switch_rules(reader, told);
    vec_push(reader->out, directive);
    return told->span.end > word ? told->span.end : word;
}

/* A line of marks of quotes and blanks only. */
static bool is_blank(const struct document *doc, uint32_t line, uint32_t *text)
{
    struct span span = document_line_span(doc, line);
    while (span.start < span.end &&
           (ascii_is_space(doc->source.at[span.start]) || doc->source.at[span.start] == '>'))
        span.start++;
    *text = span.start;
    return span_is_empty(span);
}

/*
 * The lines behind the comments, from the last on: a comment of ours on the line behind one passes
 * on what it has found, so that no line is looked at twice.
 */
static void find_lines(const struct document *doc, struct directives *out)
{
    for (size_t i = out->n; i-- > 0;) {
        struct directive *at = &out->at[i], *next = i + 1 < out->n ? at + 1 : NULL;
        uint32_t own = document_line(doc, at->told.span.end - 1), text = 0;
        if (next && document_line(doc, next->told.span.start) == own) {
            at->line = next->line;
            continue;
        }
        uint32_t line = own + 1;
        while (line < doc->line_count && is_blank(doc, line, &text))
            line++;
        if (line == doc->line_count)
            at->line = NO_INDEX;
        else if (next && next->told.span.start == text && stands_alone(doc, next->told.span))
            at->line = next->line;
        else
            at->line = line;
    }
}

/* The next line, and all of a text that begins there: a comment on a line of its own would cut it.
 */
static void find_next(const struct document *doc, struct directive *directive)
{
    uint32_t line = directive->line;
    if (directive->told.kind != SUPPRESS_LINE || line == NO_INDEX)
        return;
    uint32_t start = document_line_span(doc, line).start;
    const struct block *block = block_at(doc, start);
    if (block && block->span.start >= start)
        set_reach(directive, REACH_BLOCK, start, block->span.end + 1);
    else
        set_reach(directive, REACH_LINE, start, document_line_span(doc, line).end + 1);
}

void directives_read(struct directives *directives, const struct document *doc,
                     const struct settings *settings)
{
    if (doc->refusal.kind != REFUSED_NOT)
        return;
    str source = doc->source;
    struct reader reader = {.doc = doc, .settings = settings, .out = directives};
    size_t at = 0, found;
    while ((found = str_find(str_skip(source, at), STR("<!--"))) != STR_NPOS) {
        size_t start = at + found, word = start + 4;
        while (word < source.n && ascii_is_space(source.at[word]))
            word++;
        at = word;
        if (!str_starts(str_skip(source, word), PREFIX))
            continue;
        if (!reader.off)
            reader.off = mem_alloc(settings->rule_count, sizeof *reader.off);
        at = read_comment(&reader, start, word);
    }
    mem_free(reader.off);
    find_lines(doc, directives);
    for (size_t i = 0; i < directives->n; i++)
        find_next(doc, &directives->at[i]);
    /* Now that the names stay where they are. */
    for (size_t i = 0, name = 0; i < directives->n; i++) {
        struct suppression *told = &directives->at[i].told;
        told->names = told->name_count > 0 ? &directives->names[name] : NULL;
        name += told->name_count;
    }
}

void directives_free(struct directives *directives)
{
    vec_free(directives);
    mem_free(directives->names);
    *directives = (struct directives){0};
}
