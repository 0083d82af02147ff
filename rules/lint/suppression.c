#include "base/buf.h"
#include "doc/inline.h"
#include "lint/rule.h"

#include <string.h>

/* What a comment of each kind begins with. */
static const char *const kinds[] = {
    [SUPPRESS_ENTRY] = "curlint-ignore",  [SUPPRESS_LINE] = "curlint-disable-next-line",
    [SUPPRESS_RANGE] = "curlint-disable", [SUPPRESS_FILE] = "curlint-disable-file",
    [SUPPRESS_END] = "curlint-enable",
};

static bool is_unused(const struct suppressed_rules *name)
{
    return name->judged && name->uses == 0;
}

static uint32_t count_unused(const struct suppression *told)
{
    uint32_t count = 0;
    for (uint32_t i = 0; i < told->name_count; i++)
        count += is_unused(&told->names[i]);
    return count;
}

/* Append those names that are unused, or those that are not, as they are written. */
static void add_names(struct buf *out, const struct suppression *told, bool unused)
{
    size_t start = out->n;
    for (uint32_t i = 0; i < told->name_count; i++) {
        if (is_unused(&told->names[i]) != unused)
            continue;
        buf_add(out, out->n > start ? STR(", ") : STR(""));
        buf_add(out, told->names[i].name);
    }
}

/* Removing a comment. */

static bool is_blank_line(const struct document *doc, uint32_t line)
{
    return str_trim(document_text(doc, document_line_span(doc, line))).n == 0;
}

/* Whether the line is one of text that the next one would go on with: a paragraph or a table. */
static bool goes_on(const struct document *doc, uint32_t line)
{
    struct span span = document_line_span(doc, line);
    for (uint32_t low = 0, high = doc->block_count; low < high;) {
        uint32_t middle = low + (high - low) / 2;
        if (doc->blocks[middle].span.end < span.start)
            low = middle + 1;
        else if (doc->blocks[middle].span.start > span.end)
            high = middle;
        else
            return true;
    }
    for (uint32_t low = 0, high = doc->row_count; low < high;) {
        uint32_t middle = low + (high - low) / 2;
        if (doc->rows[middle].span.end < span.start)
            low = middle + 1;
        else if (doc->rows[middle].span.start > span.end)
            high = middle;
        else
            return true;
    }
    return false;
}

/* "- text": opens an item whatever stands above it. */
static bool opens_bullet(const struct document *doc, uint32_t line)
{
    str text = str_trim(document_text(doc, document_line_span(doc, line)));
    return text.n > 2 && memchr("-*+", text.at[0], 3) && text.at[1] == ' ';
}

/*
 * What goes with a comment that has lines `first` to `last` for itself: the lines; or what is on
 * them alone, where the text above would go on with that below.
 */
static struct span whole_lines(const struct document *doc, uint32_t first, uint32_t last)
{
    struct span span =
        span_of(document_line_span(doc, first).start, document_line_span(doc, last).end);
    bool joins = first > 0 && last + 1 < doc->line_count && goes_on(doc, first - 1) &&
                 !is_blank_line(doc, last + 1) && !opens_bullet(doc, last + 1);
    if (!joins)
        span.end = last + 1 < doc->line_count ? doc->lines[last + 1] : (uint32_t)doc->source.n;
    return span;
}

/* The comment, and the blanks in front of it that would be one too many without it. */
static struct span removed(const struct document *doc, struct span comment, enum safety *safety)
{
    uint32_t first = document_line(doc, comment.start), last = document_line(doc, comment.end - 1);
    struct span begin = document_line_span(doc, first), end = document_line_span(doc, last);
    str before = str_sub(doc->source, begin.start, comment.start);
    str after = str_sub(doc->source, comment.end, end.end);
    if (str_trim(before).n == 0 && str_trim(after).n == 0)
        return whole_lines(doc, first, last);
    /* What begins with a comment is HTML, and would be something else without it. */
    *safety = str_trim(before).n == 0 ? FIX_UNSAFE : FIX_SAFE;
    if (after.n == 0 || ascii_is_space(after.at[0]))
        comment.start = begin.start + (uint32_t)str_trim_right(before).n;
    return comment;
}

static void remove_comment(struct lint *lint, struct finding *finding,
                           const struct suppression *told)
{
    enum safety safety = FIX_SAFE;
    struct span span = removed(told->doc, told->span, &safety);
    lint_edit(lint, finding, safety, span, STR(""));
}

/* Keep of the names those that are used. */
static void keep_used(struct lint *lint, struct finding *finding, const struct suppression *told)
{
    struct buf names = {0};
    add_names(&names, told, false);
    struct span span =
        span_of(told->names[0].span.start, told->names[told->name_count - 1].span.end);
    lint_edit(lint, finding, FIX_SAFE, span, buf_str(&names));
    buf_free(&names);
}

/* What is unused. */

static void report_end(struct lint *lint, const struct suppression *told)
{
    struct finding *finding = lint_report(lint, told->doc, told->span,
                                          "nothing is disabled here that curlint-enable could end");
    lint_help(lint, finding, "remove the comment, or write curlint-disable above it");
    lint_discriminator(lint, finding, STR("enable"));
    remove_comment(lint, finding, told);
}

static void report_unused_comment(struct lint *lint, const struct suppression *told)
{
    struct buf names = {0};
    uint32_t unused = count_unused(told);
    add_names(&names, told, true);
    struct finding *finding;
    if (names.n == 0)
        finding = lint_report(lint, told->doc, told->span, "this %s suppresses no finding",
                              kinds[told->kind]);
    else
        finding = lint_report(lint, told->doc, told->span, "this %s suppresses no finding of %.*s",
                              kinds[told->kind], STR_ARG(buf_str(&names)));
    lint_discriminator(lint, finding, names.n > 0 ? buf_str(&names) : STR("all"));
    if (unused == told->name_count) {
        lint_help(lint, finding, "remove the comment");
        remove_comment(lint, finding, told);
    } else {
        lint_help(lint, finding, "remove %.*s from the comment", STR_ARG(buf_str(&names)));
        keep_used(lint, finding, told);
    }
    buf_free(&names);
}

static void report_unused_item(struct lint *lint, const struct suppression *told)
{
    struct buf names = {0};
    add_names(&names, told, true);
    struct finding *finding = lint_report(lint, told->doc, told->span,
                                          "the ignore for %.*s suppresses no finding of %.*s",
                                          STR_ARG(told->entry), STR_ARG(buf_str(&names)));
    lint_help(lint, finding, "remove %s",
              count_unused(told) == told->name_count ? "the item" : "these rules from the item");
    buf_add_char(&names, ' ');
    buf_add(&names, told->entry);
    lint_discriminator(lint, finding, buf_str(&names));
    buf_free(&names);
}

/* What is wrong with it as it is written. */

static void report_word(struct lint *lint, const struct suppression *told)
{
    str word = document_text(told->doc, told->wrong);
    struct finding *finding;
    if (told->meant)
        finding = lint_report(lint, told->doc, told->wrong,
                              "there is no directive \"%.*s\": did you mean \"%s\"?", STR_ARG(word),
                              told->meant);
    else
        finding = lint_report(lint, told->doc, told->wrong, "there is no directive \"%.*s\"",
                              STR_ARG(word));
    lint_help(lint, finding,
              "write curlint-ignore, curlint-disable-next-line, curlint-disable, "
              "curlint-enable or curlint-disable-file");
}

static void report_rule(struct lint *lint, const struct suppression *told)
{
    str word = document_text(told->doc, told->wrong);
    struct finding *finding;
    if (told->meant)
        finding = lint_report(lint, told->doc, told->wrong,
                              "there is no rule \"%.*s\": did you mean \"%s\"?", STR_ARG(word),
                              told->meant);
    else
        finding =
            lint_report(lint, told->doc, told->wrong, "there is no rule \"%.*s\"", STR_ARG(word));
    if (!told->meant && told->name_count > 0)
        lint_help(lint, finding, "a reason stands behind a colon: %s %.*s: %.*s", kinds[told->kind],
                  STR_ARG(told->names[0].name), STR_ARG(word));
    else
        lint_help(lint, finding, "`curlint rules` lists them all");
}

static void report_open(struct lint *lint, const struct suppression *told)
{
    struct finding *finding = lint_report(lint, told->doc, told->span,
                                          "this comment is never closed and suppresses nothing");
    lint_help(lint, finding, "end it with `-->`, in a table in the cell that it begins in");
    lint_discriminator(lint, finding, STR("open"));
}

/* "a -- b--c" as "a: b-c": the first dashes part off the reason, where no colon does. */
static void add_undashed(struct buf *out, str text, bool part)
{
    for (size_t at; (at = str_find(text, STR("--"))) != STR_NPOS; part = false) {
        str before = str_sub(text, 0, at);
        buf_add(out, part ? str_trim_right(before) : before);
        buf_add_char(out, part ? ':' : '-');
        while (at < text.n && text.at[at] == '-')
            at++;
        text = str_skip(text, at);
    }
    while (text.n > 0 && text.at[text.n - 1] == '-')
        text.n--;
    buf_add(out, text);
}

static void report_shown(struct lint *lint, const struct suppression *told)
{
    const struct document *doc = told->doc;
    struct finding *finding = lint_report(
        lint, doc, told->wrong, "GitHub shows this comment as text, because of the \"%.*s\" in it",
        STR_ARG(document_text(doc, told->wrong)));
    lint_help(lint, finding, "part the reason from the rules by a colon");
    lint_discriminator(lint, finding, STR("shown"));
    struct span inside = span_of(told->span.start + 4, told->span.end - 3);
    str between = str_sub(doc->source, told->wrong.end, told->reason.start);
    bool part = told->reason.start >= told->wrong.end && str_trim(between).n == 0;
    struct buf text = {0};
    buf_add(&text, STR("<!--"));
    add_undashed(&text, document_text(doc, inside), part);
    buf_add(&text, STR("-->"));
    if (inline_html(buf_str(&text)) == text.n)
        lint_edit(lint, finding, FIX_SAFE, told->span, buf_str(&text));
    buf_free(&text);
}

static void report_alone(struct lint *lint, const struct suppression *told)
{
    struct finding *finding =
        lint_report(lint, told->doc, told->span, "this curlint-ignore stands in no entry");
    lint_help(lint, finding, "move it into the entry, or write curlint-disable-next-line");
    lint_discriminator(lint, finding, STR("alone"));
}

static void report_expired(struct lint *lint, const struct suppression *told)
{
    struct finding *finding =
        lint_report(lint, told->doc, told->span, "the ignore for %.*s held until %04d-%02d-%02d",
                    STR_ARG(told->entry), told->until.year, told->until.month, told->until.day);
    lint_help(lint, finding, "remove the item, or give it a later day");
    lint_discriminator(lint, finding, told->entry);
}

static void report_no_entry(struct lint *lint, const struct suppression *told)
{
    struct finding *finding =
        lint_report(lint, told->doc, told->span, "there is no entry %.*s that could be ignored",
                    STR_ARG(told->entry));
    lint_help(lint, finding,
              "remove the item, or correct the key: `--format json` shows each "
              "entry's");
    lint_discriminator(lint, finding, told->entry);
}

static void (*const faults[])(struct lint *lint, const struct suppression *told) = {
    [SUPPRESSION_FINE] = NULL,
    [SUPPRESSION_WORD] = report_word,
    [SUPPRESSION_RULE] = report_rule,
    [SUPPRESSION_OPEN] = report_open,
    [SUPPRESSION_SHOWN] = report_shown,
    [SUPPRESSION_ALONE] = report_alone,
    [SUPPRESSION_EXPIRED] = report_expired,
    [SUPPRESSION_NO_ENTRY] = report_no_entry,
};

static void check(struct lint *lint, const struct suppression *told)
{
    uint32_t unused = count_unused(told);
    /* What has to go need not be put right first. */
    bool goes = told->fault == SUPPRESSION_SHOWN && unused == told->name_count;
    if (told->fault != SUPPRESSION_FINE && !goes)
        faults[told->fault](lint, told);
    else if (unused == 0)
        return;
    else if (told->kind == SUPPRESS_CONFIG)
        report_unused_item(lint, told);
    else if (told->kind == SUPPRESS_END)
        report_end(lint, told);
    else
        report_unused_comment(lint, told);
}

/* The records of a baseline that could be smaller: one finding, since one command does it. */
static void check_baseline(struct lint *lint, const struct suppression *const *records,
                           size_t count)
{
    uint64_t gone = 0;
    for (size_t i = 0; i < count; i++)
        gone += records[i]->count - records[i]->names->uses;
    struct finding *finding = lint_report(
        lint, records[0]->doc, records[0]->span, "the baseline knows %llu finding%s that %s gone",
        (unsigned long long)gone, gone == 1 ? "" : "s", gone == 1 ? "is" : "are");
    lint_help(lint, finding, "run `curlint baseline` to make it smaller");
    lint_discriminator(lint, finding, STR("baseline"));
    for (size_t i = 1; i < count; i++)
        lint_related(lint, finding, records[i]->doc, records[i]->span, "%u left of %u of %.*s",
                     records[i]->names->uses, records[i]->count, STR_ARG(records[i]->names->name));
}

static void check_all(struct lint *lint, const struct suppressions *suppressions)
{
    size_t i = 0;
    for (; i < suppressions->count && suppressions->at[i]->kind != SUPPRESS_BASELINE; i++)
        check(lint, suppressions->at[i]);
    if (i < suppressions->count)
        check_baseline(lint, suppressions->at + i, suppressions->count - i);
}

const struct rule rule_lint_suppression = {
    .summary = "a suppression does nothing, has expired or cannot be read",
    .severity = SEVERITY_WARNING,
    .suppressions = check_all,
};
