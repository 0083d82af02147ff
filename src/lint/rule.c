#include "lint/rule.h"

#include "base/majority.h"
#include "base/secret.h"
#include "doc/repeats.h"
#include "lint/locate.h"
#include "lint/suppress.h"

#include <string.h>

static struct draft *draft_of(struct lint *lint, const struct finding *finding)
{
    /* The finding that may be completed is always the last one. */
    struct draft *draft = &lint->drafts.at[lint->drafts.n - 1];
    return &draft->finding == finding ? draft : NULL;
}

uint32_t run_document(const struct lint *lint, const struct document *doc)
{
    /* The list that is gone through, and behind the lists a file or two that are none. */
    for (size_t i = lint->documents.n - lint->files.n; i-- > 0;)
        if (lint->documents.at[i] == doc)
            return (uint32_t)i;
        else if (i < lint->list_count)
            break;
    const uint32_t *number = map_get(&lint->paths, doc->path);
    return number ? *number : 0;
}

static struct span clip(const struct document *doc, struct span span)
{
    uint32_t size = (uint32_t)doc->source.n;
    span.end = span.end > size ? size : span.end;
    span.start = span.start > span.end ? span.end : span.start;
    return span;
}

static struct finding *add_finding(struct lint *lint, uint32_t document, struct span span,
                                   str message)
{
    const struct document *doc = lint->documents.at[document];
    span = clip(doc, span);
    struct finding finding = {
        .rule = &lint->settings->rules[lint->running],
        .severity = lint->settings->rule[lint->running].severity,
        .document = document,
        .span = span,
        .entry = locate_entry(doc, span),
        .message = message,
    };
    vec_push(&lint->drafts,
             (struct draft){.finding = finding, .sequence = (uint32_t)lint->drafts.n});
    return &lint->drafts.at[lint->drafts.n - 1].finding;
}

/* A sentence in the arena: what it says of the list's text is shown, passwords are not. */
static str say(struct arena *arena, const char *format, va_list args)
    __attribute__((format(printf, 2, 0)));

static str say(struct arena *arena, const char *format, va_list args)
{
    str text = arena_vprintf(arena, format, args);
    if (!str_has(text, STR("://")))
        return text;
    char *bytes = arena_alloc(arena, text.n + 1);
    memcpy(bytes, text.at, text.n);
    secret_mask(bytes, text.n);
    return (str){bytes, text.n};
}

struct finding *lint_report(struct lint *lint, const struct document *doc, struct span span,
                            const char *format, ...)
{
    va_list args;
    va_start(args, format);
    str message = say(lint->arena, format, args);
    va_end(args);
    return add_finding(lint, run_document(lint, doc), span, message);
}

struct finding *lint_report_file(struct lint *lint, str path, const char *format, ...)
{
    va_list args;
    va_start(args, format);
    str message = say(lint->arena, format, args);
    va_end(args);
    struct document *file = document_plain(path, (str){NULL, 0});
    vec_push(&lint->files, file);
    vec_push(&lint->documents, file);
    return add_finding(lint, (uint32_t)lint->documents.n - 1, span_of(0, 0), message);
}

struct finding *lint_report_link(struct lint *lint, const struct document *doc,
                                 const struct reference *ref, const struct evidence *evidence,
                                 const char *format, ...)
{
    va_list args;
    va_start(args, format);
    str message = say(lint->arena, format, args);
    va_end(args);
    struct span span = span_is_empty(ref->dest) ? ref->span : ref->dest;
    struct finding *finding = add_finding(lint, run_document(lint, doc), span, message);
    finding->evidence = evidence;
    lint_url(finding, ref->url);
    lint_discriminator(lint, finding, ref->url);
    return finding;
}

void lint_help(struct lint *lint, struct finding *finding, const char *format, ...)
{
    va_list args;
    va_start(args, format);
    finding->help = say(lint->arena, format, args);
    va_end(args);
}

/* Room for one more of `count` items that live in an arena: their room doubles at powers of two. */
static void *grow(struct arena *arena, void *items, uint32_t count, size_t size)
{
    if (count & (count - 1))
        return items;
    void *more = arena_alloc(arena, (count ? (size_t)count * 2 : 1) * size);
    if (count)
        memcpy(more, items, count * size);
    return more;
}

void lint_related(struct lint *lint, struct finding *finding, const struct document *doc,
                  struct span span, const char *format, ...)
{
    struct related related = {.document = run_document(lint, doc), .span = clip(doc, span)};
    va_list args;
    va_start(args, format);
    related.message = say(lint->arena, format, args);
    va_end(args);
    finding->related = grow(lint->arena, finding->related, finding->related_count, sizeof related);
    finding->related[finding->related_count++] = related;
}

/* How the line of the byte `offset` ends; the last line of a file, as the one before it. */
static str line_end(const struct document *doc, uint32_t offset)
{
    uint32_t line = document_line(doc, offset);
    if (line > 0 && line + 1 == doc->line_count)
        line--;
    uint32_t end = document_line_span(doc, line).end;
    uint32_t next = line + 1 < doc->line_count ? doc->lines[line + 1] : end;
    return next > end ? str_sub(doc->source, end, next) : STR("\n");
}

/* `text` with the document's own line ends, in the arena. */
static str adapt(struct lint *lint, const struct document *doc, uint32_t offset, str text)
{
    if (str_find_char(text, '\n') == STR_NPOS)
        return arena_str(lint->arena, text);
    struct buf adapted = {0};
    str end = line_end(doc, offset);
    for (size_t i = 0; i < text.n; i++) {
        if (text.at[i] == '\n' && (i == 0 || text.at[i - 1] != '\r'))
            buf_add(&adapted, end);
        else
            buf_add_char(&adapted, text.at[i]);
    }
    text = arena_str(lint->arena, buf_str(&adapted));
    buf_free(&adapted);
    return text;
}

void lint_edit(struct lint *lint, struct finding *finding, enum safety safety, struct span span,
               str text)
{
    struct draft *draft = draft_of(lint, finding);
    if (!draft || draft->tangled)
        return;
    const struct document *doc = lint->documents.at[finding->document];
    span = clip(doc, span);
    /* A byte order mark stays, and stays in front. */
    span.start = span.start < doc->body ? doc->body : span.start;
    span.end = span.end < doc->body ? doc->body : span.end;
    uint32_t at = finding->edit_count;
    finding->edits = grow(lint->arena, finding->edits, at, sizeof *finding->edits);
    while (at > 0 && finding->edits[at - 1].span.start > span.start) {
        finding->edits[at] = finding->edits[at - 1];
        at--;
    }
    finding->edits[at] = (struct edit){.span = span, .text = adapt(lint, doc, span.start, text)};
    finding->edit_count++;
    /* The least safe edit decides for all of them. */
    if (safety > finding->safety)
        finding->safety = safety;
    bool before = at > 0 && finding->edits[at - 1].span.end > span.start;
    bool behind = at + 1 < finding->edit_count && span.end > finding->edits[at + 1].span.start;
    if (before || behind) {
        draft->tangled = true;
        finding->edit_count = 0;
        finding->safety = FIX_NONE;
    }
}

void lint_entry(struct lint *lint, struct finding *finding, const struct entry *entry)
{
    finding->entry = entry_index(lint->documents.at[finding->document], entry);
}

void lint_discriminator(struct lint *lint, struct finding *finding, str text)
{
    struct draft *draft = draft_of(lint, finding);
    if (!draft)
        return;
    draft->discriminator = arena_str(lint->arena, text);
    draft->discriminated = true;
}

void lint_url(struct finding *finding, str url)
{
    finding->url = url;
}

bool lint_is_quiet(struct lint *lint, const struct document *doc, const struct entry *entry)
{
    return suppress_is_quiet(lint, doc, entry);
}

const struct option_value *lint_option(const struct lint *lint, size_t index)
{
    return &lint->settings->rule[lint->running].options[index];
}

const struct form *lint_form(const struct lint *lint)
{
    return &lint->settings->form;
}

static bool is_copy(void *lint, const struct document *page, const struct document *file)
{
    return form_copies(lint_form(lint), page->path, file->path);
}

static bool is_quiet(void *lint, const struct document *doc, const struct entry *entry)
{
    return lint_is_quiet(lint, doc, entry);
}

/* Entries of before a change come by their place then, behind them what it edited and added. */
static uint64_t age_of(void *self, const struct document *doc, const struct entry *entry)
{
    const struct lint *lint = self;
    if (!lint->match)
        return 0;
    return match_age(lint->match, run_document(lint, doc), entry_index(doc, entry));
}

struct repeats lint_repeats(struct lint *lint, size_t index)
{
    return (struct repeats){
        .scope = (enum repeat_scope)lint_option(lint, index)->choice,
        .copies = is_copy,
        .quiet = is_quiet,
        .age = age_of,
        .self = lint,
    };
}

const struct badge_styles *lint_badge_styles(struct lint *lint)
{
    if (!lint->knows_badges)
        badge_styles_learn(&lint->badges, lint->documents.at, (uint32_t)lint->documents.n,
                           MAJORITY_STYLE);
    lint->knows_badges = true;
    return &lint->badges;
}

const struct tree *lint_tree(const struct lint *lint)
{
    return lint->tree;
}

struct date lint_today(const struct lint *lint)
{
    return lint->today;
}

struct arena *lint_arena(struct lint *lint)
{
    return lint->arena;
}

void **lint_memory(struct lint *lint)
{
    return &lint->memory[lint->running];
}
