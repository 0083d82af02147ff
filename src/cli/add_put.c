/*
 * A paper put into a list, and read back: the entry has to say what is known of the paper, and the
 * rules may have nothing to say about it.
 */
#include "cli/add.h"
#include "cli/print.h"
#include "doc/literal.h"
#include "doc/shown.h"
#include "doc/title.h"

/* What the pieces of an entry are called, for a note. */
static const char *const words[PIECE_KINDS] = {
    [PIECE_TITLE] = "the title", [PIECE_AUTHORS] = "the authors", [PIECE_PAPER] = "the paper's URL",
    [PIECE_CODE] = "the code",   [PIECE_PROJECT] = "the project", [PIECE_STARS] = "the stars",
    [PIECE_VENUE] = "the venue", [PIECE_PREPRINT] = "the year",   [PIECE_PICTURE] = "the picture",
    [PIECE_DATE] = "the date",   [PIECE_TEXT] = "a text",
};

/* The options that say so. */
static const char *const flags[PIECE_KINDS] = {
    [PIECE_AUTHORS] = "--authors", [PIECE_CODE] = "--code", [PIECE_PROJECT] = "--project",
    [PIECE_VENUE] = "--venue",     [PIECE_DATE] = "--date", [PIECE_PICTURE] = "--picture",
};

static struct document *document_of(const struct adding *adding)
{
    return adding->documents.at[adding->document];
}

/* "README.md:57" */
static str position(const struct adding *adding, size_t document, uint32_t offset,
                    struct arena *arena)
{
    return arena_printf(arena, "%s:%u", adding->documents.names.at[document].at,
                        document_line(adding->documents.at[document], offset) + 1);
}

/* Repeats. */

static bool is_here(const struct adding *adding, size_t document)
{
    return document == adding->document || !adding->options->copy;
}

/* Whether one of the two files is there to repeat entries of the other. */
static bool are_copies(const struct adding *adding, size_t document)
{
    const struct form *form = &adding->settings.form;
    str here = document_of(adding)->path, there = adding->documents.at[document]->path;
    return document != adding->document &&
           (form_copies(form, here, there) || form_copies(form, there, here));
}

/* A paper that is looked for in the lists. */
struct wanted {
    str key, title; /* title_key(); empty where it says too little to name one work */
    uint64_t hash;  /* title_hash() */
    struct buf text;
};

static bool is_same(struct wanted *wanted, const struct document *doc, const struct entry *entry)
{
    str title = document_text(doc, entry->title);
    if (entry->navigation || doc->sections[entry->section].news)
        return false;
    if (str_eq(entry->key, wanted->key))
        return true;
    if (wanted->title.n == 0 || title_hash(title) != wanted->hash)
        return false;
    buf_clear(&wanted->text);
    title_key(&wanted->text, title);
    return str_eq(buf_str(&wanted->text), wanted->title);
}

static void tell_repeat(const struct adding *adding, const struct addition *addition,
                        size_t document, const struct entry *entry)
{
    struct arena arena = {0};
    str at = position(adding, document, entry->span.start, &arena);
    bool by_key = str_eq(entry->key, addition->key);
    print_note("%.*s: the list has %s already%s", STR_ARG(at), addition->operand,
               by_key ? "" : ", by its title and another link");
    if (document != adding->document)
        print_note("--copy adds it to %s as well", adding->documents.names.at[adding->document].at);
    arena_free(&arena);
}

static bool has_already(const struct adding *adding, const struct addition *addition)
{
    struct buf title = {0};
    struct wanted wanted = {.key = addition->key, .hash = title_hash(addition->paper.title)};
    bool found = false;
    title_key(&title, addition->paper.title);
    if (title_is_telling(buf_str(&title)))
        wanted.title = buf_str(&title);
    for (size_t d = 0; d < adding->documents.n && !found; d++) {
        const struct document *doc = adding->documents.at[d];
        if (!is_here(adding, d) || are_copies(adding, d))
            continue;
        for (uint32_t i = 0; i < doc->entry_count && !found; i++) {
            found = is_same(&wanted, doc, &doc->entries[i]);
            if (found)
                tell_repeat(adding, addition, d, &doc->entries[i]);
        }
    }
    buf_free(&title);
    buf_free(&wanted.text);
    return found;
}

/* Putting in. */

/* Another source in the place of the document; the first one is kept. */
static void replace(struct adding *adding, struct buf *source)
{
    struct document *old = documents_replace(&adding->documents, adding->document, source);
    if (adding->was)
        document_free(old);
    else
        adding->was = old;
}

/* The entry whose first byte is at `at`, or NO_INDEX. */
static uint32_t entry_from(const struct document *doc, uint32_t at)
{
    uint32_t index = document_entry_from(doc, at);
    return index < doc->entry_count && doc->entries[index].span.start == at ? index : NO_INDEX;
}

/*
 * Put the body in at one end of its section, look where that stands in the section's order, and
 * put it there instead.
 */
static uint32_t insert(struct adding *adding, str body, bool front)
{
    const struct document *doc = document_of(adding);
    struct neighbour neighbour = insertion_outermost(doc, adding->target, front);
    struct buf source = {0}, again = {0};
    uint32_t at;
    insertion_make(&source, doc, adding->target, neighbour, body, &at);
    struct buf trial = {0};
    buf_add(&trial, buf_str(&source));
    struct document *tried = documents_build(&adding->documents, doc->path, &trial, trial.n);
    uint32_t fresh = entry_from(tried, at);
    struct neighbour better;
    if (fresh != NO_INDEX && insertion_in_order(tried, fresh, &better)) {
        /* Entries behind the new one have the numbers that they have without it. */
        better.entry -= better.entry > fresh;
        insertion_make(&again, doc, adding->target, better, body, &at);
        buf_clear(&source);
        buf_add(&source, buf_str(&again));
        buf_free(&again);
    }
    document_free(tried);
    replace(adding, &source);
    adding->put++;
    return entry_from(document_of(adding), at);
}

/* Reading back. */

static bool is_shown_as(str written, str plain)
{
    struct buf shown = {0}, wanted = {0};
    shown_text(&shown, written);
    literal_add(&wanted, plain, false, false);
    struct buf again = {0};
    shown_text(&again, buf_str(&wanted));
    bool same = str_eq(buf_str(&shown), buf_str(&again));
    buf_free(&shown);
    buf_free(&wanted);
    buf_free(&again);
    return same;
}

static bool is_same_url(str a, str b)
{
    struct buf x = {0}, y = {0};
    url_canonical(&x, a);
    url_canonical(&y, b);
    bool same = str_eq(buf_str(&x), buf_str(&y));
    buf_free(&x);
    buf_free(&y);
    return same;
}

static str plain_end(str title)
{
    title = str_trim(title);
    return str_ends(title, STR(".")) ? str_sub(title, 0, title.n - 1) : title;
}

/* What of the paper the entry does not say as it should; NULL where all is well. */
static const char *find_fault(const struct adding *adding, const struct addition *addition)
{
    const struct document *doc = document_of(adding);
    const struct paper *paper = &addition->paper;
    if (addition->entry == NO_INDEX ||
        doc->entry_count !=
            adding->was->entry_count + (uint32_t)(addition - adding->additions.at) + 1)
        return "it is not read back as one entry";
    const struct entry *entry = &doc->entries[addition->entry];
    struct pieces pieces = {0};
    const char *fault = NULL;
    if (!pieces_read(&pieces, doc, entry))
        fault = "it is not read back with its title and links";
    else if (!is_shown_as(pieces.values.title, plain_end(paper->title)))
        fault = "its title is not read back as it is";
    else if (!str_eq(entry->key, addition->key))
        fault = "its link is not read back as that of the paper";
    else if (pieces.values.code.n > 0 && paper->code.n > 0 &&
             !is_same_url(pieces.values.code, paper->code))
        fault = "its code is not read back as what was given";
    else if (pieces.kinds >> PIECE_STARS & 1 && !str_eq(pieces.values.repo, paper->repo))
        fault = "its badge is not read back as that of the code";
    else if (doc->entries[addition->entry].section != adding->target.section)
        fault = "it does not come to stand in its section";
    pieces_free(&pieces);
    return fault;
}

/* Entries show a kind, and nothing of the paper can be written as they do. */
static void tell_lacking(const struct addition *addition, enum piece_kind kind)
{
    struct venue venue;
    venue_read(addition->paper.venue, &venue);
    if (kind == PIECE_VENUE && addition->paper.venue.n > 0)
        print_note(venue.form
                       ? "%s: the entries here show a venue without a year, which --venue has"
                       : "%s: the entries here show a venue with its year, which --venue "
                         "leaves out",
                   addition->operand);
    else if (flags[kind])
        print_note("%s: the entries here show %s, which is not known: give %s", addition->operand,
                   words[kind], flags[kind]);
    else
        print_note("%s: the entries here show %s, which cannot be written here", addition->operand,
                   words[kind]);
}

static void tell_kinds(const struct addition *addition, uint32_t kinds, bool lacking)
{
    for (uint32_t kind = 0; kind < PIECE_KINDS; kind++) {
        if (!(kinds >> kind & 1) || !words[kind])
            continue;
        if (kind == PIECE_TEXT)
            print_note("%s: the entries here say something in their own words: that is left to you",
                       addition->operand);
        else if (!lacking)
            print_note("%s: the entries here do not show %s: left out", addition->operand,
                       words[kind]);
        else
            tell_lacking(addition, (enum piece_kind)kind);
    }
}

enum outcome add_put(struct adding *adding, struct addition *addition)
{
    const struct document *doc = document_of(adding);
    struct buf body = {0};
    uint32_t left_out, lacking;
    if (has_already(adding, addition))
        return OUTCOME_FOUND;
    const struct pattern_place place = {
        .document = adding->document,
        .list = adding->target.list,
        .section = adding->target.section,
        .front = insertion_is_front(doc, adding->target),
        .row = doc->lists[adding->target.list].kind == LIST_TABLE,
    };
    bool written =
        pattern_write(&adding->patterns, &place, &addition->paper, &body, &left_out, &lacking);
    tell_kinds(addition, written ? left_out : lacking, !written);
    if (!written && lacking == 0)
        print_note("%s: no entry here shows how such a paper is written", addition->operand);
    if (written) {
        addition->entry = insert(adding, buf_str(&body), place.front);
        const char *fault = find_fault(adding, addition);
        if (fault)
            print_note("%s: cannot be written as the entries here are: %s", addition->operand,
                       fault);
        written = !fault;
    }
    buf_free(&body);
    return written ? OUTCOME_CLEAN : OUTCOME_TROUBLE;
}

/* The rules. */

static bool is_about(const struct adding *adding, const struct finding *finding)
{
    bool about = false;
    for (size_t i = 0; i < adding->additions.n && !about; i++) {
        uint32_t entry = adding->additions.at[i].entry;
        struct span span = document_of(adding)->entries[entry].span;
        about = finding->document == adding->document &&
                (finding->entry == entry || span_overlaps(finding->span, span));
        for (uint32_t r = 0; r < finding->related_count && !about; r++)
            about = finding->related[r].document == adding->document &&
                    span_overlaps(finding->related[r].span, span);
    }
    return about;
}

enum outcome add_check(struct adding *adding)
{
    const struct findings *findings;
    struct engine *engine = documents_lint(&adding->documents, &findings);
    enum outcome outcome = OUTCOME_CLEAN;
    for (size_t i = 0; i < findings->n; i++) {
        const struct finding *finding = &findings->at[i];
        if (finding->suppressed || !is_about(adding, finding))
            continue;
        print_note("the entry would not pass %s: %.*s", finding->rule->id,
                   STR_ARG(finding->message));
        outcome = OUTCOME_FOUND;
    }
    engine_free(engine);
    return outcome;
}
