#include "doc/invisible.h"

#include "base/mem.h"
#include "base/utf8.h"
#include "doc/opaque.h"
#include "lint/rule.h"

#include <string.h>

/* Where such a character stands, as far as that decides what is to be done. */
enum place {
    PLACE_NOWHERE, /* where it harms nobody */
    PLACE_TEXT,
    PLACE_TARGET,  /* of a link, between its brackets or quotes */
    PLACE_BARE,    /* of a link that is only an address */
    PLACE_HEADING, /* behind the number signs at the start of a line */
};

/* What is found on one line is one finding. */
struct line {
    uint32_t number;
    struct invisible first;
    enum place place; /* of the first */
    uint32_t others;
    VEC(struct edit) edits;
    bool unsure; /* what is to be done about one of them cannot be told */
};

struct check {
    struct lint *lint;
    const struct document *doc;
    struct line line;
    uint32_t filler; /* the last line that is nothing but such characters, or NO_INDEX */
};

/* The reference or definition whose destination holds the byte; `bare` where it is only that. */
static bool find_target(const struct document *doc, uint32_t offset, struct span *target,
                        bool *bare)
{
    uint32_t i = document_reference_at(doc, offset + 1);
    for (i = i == 0 ? NO_INDEX : i - 1; i != NO_INDEX; i = doc->references[i].outer) {
        const struct reference *ref = &doc->references[i];
        if (ref->dest.start <= offset && offset < ref->dest.end) {
            *target = ref->dest;
            *bare = ref->form == FORM_BARE;
            return true;
        }
    }
    uint32_t low = 0, high = doc->definition_count;
    while (low < high) {
        uint32_t middle = low + (high - low) / 2;
        if (doc->definitions[middle].dest.end <= offset)
            low = middle + 1;
        else
            high = middle;
    }
    *bare = false;
    if (low == doc->definition_count || doc->definitions[low].dest.start > offset)
        return false;
    *target = doc->definitions[low].dest;
    return true;
}

/* `#` to `######` at the start of a line, right before the byte, and text behind it. */
static bool is_behind_marks(const struct document *doc, const struct invisible *found)
{
    if (found->start == 0 || doc->source.at[found->start - 1] != '#')
        return false;
    struct span line = document_line_span(doc, document_line(doc, (uint32_t)found->start));
    if (found->start - line.start > 9) /* three blanks, six marks */
        return false;
    str before = str_trim_left(document_text(doc, span_of(line.start, found->start)));
    size_t marks = 0;
    while (marks < before.n && before.at[marks] == '#')
        marks++;
    return marks <= 6 && marks == before.n && found->end < line.end;
}

/* GitHub keeps the joiners of a heading's emoji in its anchor: link/anchor knows whether one fits.
 */
static bool is_of_anchor(const struct document *doc, const struct invisible *found,
                         struct span target)
{
    str before = document_text(doc, span_of(target.start, found->start));
    return found->code == 0x200d && str_find_char(before, '#') != STR_NPOS;
}

static enum place place_of(const struct document *doc, const struct invisible *found,
                           struct span *target)
{
    const struct opaque *opaque = opaque_at(doc, (uint32_t)found->start);
    bool code = opaque && (opaque->kind == OPAQUE_CODE_SPAN || opaque->kind == OPAQUE_CODE_BLOCK);
    if (code || (opaque && opaque->kind == OPAQUE_COMMENT))
        return PLACE_NOWHERE;
    bool bare;
    if (find_target(doc, (uint32_t)found->start, target, &bare))
        return is_of_anchor(doc, found, *target) ? PLACE_NOWHERE : bare ? PLACE_BARE : PLACE_TARGET;
    if (opaque && opaque->kind == OPAQUE_TAG)
        return PLACE_NOWHERE;
    if (found->kind != INVISIBLE_BLANK)
        return PLACE_TEXT;
    return is_behind_marks(doc, found) ? PLACE_HEADING : PLACE_NOWHERE;
}

static char byte_at(str text, size_t at)
{
    return at < text.n ? text.at[at] : '\n';
}

/* Whether nothing stands above the line, so that whatever it opens or is, nothing else changes. */
static bool opens_block(const struct document *doc, size_t offset)
{
    uint32_t line = document_line(doc, (uint32_t)offset);
    return line == 0 || str_trim(document_text(doc, document_line_span(doc, line - 1))).n == 0;
}

/* Whether a line begins with it, and with what may open a block behind it: `#`, `-`, `|`, `1.` */
static bool holds_block_back(const struct document *doc, const struct invisible *found)
{
    struct span line = document_line_span(doc, document_line(doc, (uint32_t)found->start));
    char behind = byte_at(doc->source, found->end);
    return found->start - line.start <= 3 &&
           str_trim(document_text(doc, span_of(line.start, found->start))).n == 0 &&
           (ascii_is_punct(behind) || ascii_is_digit(behind) || ascii_is_space(behind)) &&
           !opens_block(doc, found->start);
}

/*
 * Whether the text reads on without it as it did. Between punctuation, or beside what begins an
 * address or a mention, it may have been put there to keep Markdown from seeing a link.
 */
static bool can_delete(str text, const struct invisible *found)
{
    char before = found->start > 0 ? text.at[found->start - 1] : '\n';
    char behind = byte_at(text, found->end);
    if (ascii_is_punct(before) && ascii_is_punct(behind) && before != '|' && behind != '|')
        return false;
    return !memchr("@#\\`", before, 4) && !memchr("@:", behind, 2) &&
           !(before == '.' && ascii_is_alnum(behind)) && !(behind == '.' && ascii_is_alnum(before));
}

static void add_edit(struct check *check, size_t start, size_t end, str text)
{
    struct line *line = &check->line;
    struct edit *last = line->edits.n > 0 ? &line->edits.at[line->edits.n - 1] : NULL;
    if (last && last->span.end == start && text.n == 0 && last->text.n == 0)
        last->span.end = (uint32_t)end;
    else
        vec_push(&line->edits, (struct edit){span_of(start, end), text});
}

/* What is to be done about a character; the edits of a line come in the order of the text. */
static void mend(struct check *check, const struct invisible *found, enum place place,
                 struct span target)
{
    bool blank = found->kind == INVISIBLE_BLANK;
    bool edge = found->start == target.start || found->end == target.end;
    bool sure = !blank || edge || place == PLACE_BARE;
    if (place == PLACE_HEADING)
        sure = opens_block(check->doc, found->start);
    else if (place == PLACE_TEXT)
        sure = can_delete(check->doc->source, found) && !holds_block_back(check->doc, found);
    bool replace = place == PLACE_HEADING || (place == PLACE_BARE && blank);
    if (sure)
        add_edit(check, found->start, found->end, replace ? STR(" ") : (str){NULL, 0});
    else
        check->line.unsure = true;
}

static struct finding *report_first(struct check *check)
{
    const struct invisible *first = &check->line.first;
    struct span span = span_of(first->start, first->end);
    const char *more = "";
    if (check->line.others > 0)
        more = arena_printf(lint_arena(check->lint), ", and %u more like it on this line",
                            check->line.others)
                   .at;
    if (check->line.place == PLACE_HEADING)
        return lint_report(check->lint, check->doc, span,
                           "U+%04X, %s, stands behind \"#\"; GitHub makes no heading of this line",
                           (unsigned)first->code, first->name);
    if (check->line.place != PLACE_TEXT)
        return lint_report(check->lint, check->doc, span,
                           "U+%04X, %s, is part of this address; it leads elsewhere%s",
                           (unsigned)first->code, first->name, more);
    if (first->kind == INVISIBLE_DIRECTION)
        return lint_report(check->lint, check->doc, span,
                           "U+%04X, %s, stands here; text may be shown in another order than it "
                           "is written%s",
                           (unsigned)first->code, first->name, more);
    return lint_report(check->lint, check->doc, span,
                       "U+%04X, %s, stands here; readers don't see it, searches stumble over it%s",
                       (unsigned)first->code, first->name, more);
}

/* Report what the line had. */
static void finish_line(struct check *check)
{
    struct line *line = &check->line;
    if (line->number == NO_INDEX)
        return;
    struct finding *finding = report_first(check);
    if (finding->entry == NO_INDEX) {
        struct span span = document_line_span(check->doc, line->number);
        lint_discriminator(check->lint, finding, document_text(check->doc, span));
    }
    for (size_t i = 0; i < line->edits.n && !line->unsure; i++)
        lint_edit(check->lint, finding, FIX_SAFE, line->edits.at[i].span, line->edits.at[i].text);
    if (line->unsure && line->place == PLACE_HEADING)
        lint_help(check->lint, finding, "write a plain blank in its place");
    else if (line->unsure)
        lint_help(check->lint, finding, "delete it, or write it as a character reference: `&#x%X;`",
                  (unsigned)line->first.code);
    line->number = NO_INDEX;
    line->edits.n = 0;
}

/* A line of nothing else is kept: somebody wanted the room. */
static bool is_filler(const struct document *doc, uint32_t number)
{
    str line = str_trim(document_text(doc, document_line_span(doc, number)));
    while (line.n > 0) {
        int32_t code;
        size_t n = utf8_next(line, &code);
        if (code < 0 || (utf8_is_shown(code) && !ascii_is_space((char)code) && code != 0xa0))
            return false;
        line = str_skip(line, n);
    }
    return true;
}

static void take(struct check *check, const struct invisible *found)
{
    struct span target = {0};
    enum place place = place_of(check->doc, found, &target);
    if (place == PLACE_NOWHERE)
        return;
    uint32_t number = document_line(check->doc, (uint32_t)found->start);
    if (number == check->line.number) {
        check->line.others++;
    } else {
        if (number == check->filler)
            return;
        finish_line(check);
        if (is_filler(check->doc, number)) {
            check->filler = number;
            return;
        }
        check->line.number = number;
        check->line.first = *found;
        check->line.place = place;
        check->line.others = 0;
        check->line.unsure = false;
    }
    mend(check, found, place, target);
}

static void check_document(struct lint *lint, const struct document *doc)
{
    /* UTF-16 is full of control characters; text/encoding says what it is. */
    if (doc->refusal.kind != REFUSED_NOT || str_starts(doc->source, STR("\xff\xfe")) ||
        str_starts(doc->source, STR("\xfe\xff")))
        return;
    struct check check = {
        .lint = lint, .doc = doc, .line = {.number = NO_INDEX}, .filler = NO_INDEX};
    struct invisible_search search = invisible_search(doc->source);
    struct invisible found;
    search.at = doc->body;
    while (invisible_next(&search, &found))
        take(&check, &found);
    finish_line(&check);
    vec_free(&check.line.edits);
}

const struct rule rule_text_invisible = {
    .summary =
        "characters that no reader sees: zero-width ones, marks of direction, blanks in a URL",
    .severity = SEVERITY_WARNING,
    .document = check_document,
};
