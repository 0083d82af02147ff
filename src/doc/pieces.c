#include "doc/pieces.h"

#include "doc/label.h"
#include "doc/pieces_private.h"
#include "doc/reference.h"
#include "doc/venue.h"

#include <stdlib.h>
#include <string.h>

enum { MAX_REFERENCES = 64, MAX_BYTES = 16384 };

static str text_of(const struct taking *taking, struct span span)
{
    return document_text(taking->doc, span);
}

str taking_mark(enum mark mark)
{
    static const char bytes[] = {0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18};
    return (str){bytes + mark, 1};
}

/* Building forms. */

void taking_copy(struct taking *taking, struct buf *out, struct span span)
{
    str text = text_of(taking, span);
    for (size_t i = 0; i < text.n; i++) {
        unsigned char c = (unsigned char)text.at[i];
        char next = i + 1 < text.n ? text.at[i + 1] : 0, before = i > 0 ? text.at[i - 1] : 0;
        if (c == '\r' && next == '\n')
            continue;
        /* One blank in front of a line's end is a slip; two are a break. */
        if (c == ' ' && before != ' ' && (next == '\n' || next == '\r'))
            continue;
        taking->failed = taking->failed || (c < ' ' && c != '\t' && c != '\n') || c == 127;
        buf_add_char(out, (char)c);
    }
}

void taking_add(struct taking *taking, enum piece_kind kind, struct span span,
                const struct swap *swaps, size_t count)
{
    struct buf *form = &taking->form;
    uint32_t at = span.start;
    buf_clear(form);
    for (size_t i = 0; i < count; i++) {
        if (swaps[i].span.start < at || swaps[i].span.end > span.end) {
            taking->failed = true;
            return;
        }
        taking_copy(taking, form, span_of(at, swaps[i].span.start));
        buf_add(form, swaps[i].mark);
        at = swaps[i].span.end;
    }
    taking_copy(taking, form, span_of(at, span.end));
    struct pieces *pieces = taking->pieces;
    vec_push(&pieces->at, (struct piece){kind, span, arena_str(&pieces->arena, buf_str(form))});
}

str taking_venue_mark(struct taking *taking, enum mark mark, const char *form)
{
    return arena_printf(&taking->pieces->arena, "%c%s%c", mark, form ? form : "", MARK_END);
}

/* The URL of the paper as a form: where the id stands in it, what is around that without version.
 */
static str url_mark(struct taking *taking, str url)
{
    str id = taking->pieces->values.id;
    size_t at = id.n > 0 ? str_find(url, id) : STR_NPOS;
    if (at == STR_NPOS)
        return arena_printf(&taking->pieces->arena, "%c%c", MARK_URL, MARK_URL_END);
    str behind = str_skip(url, at + id.n);
    if (behind.n > 1 && behind.at[0] == 'v' && ascii_is_digit(behind.at[1])) {
        behind = str_skip(behind, 2);
        while (behind.n > 0 && ascii_is_digit(behind.at[0]))
            behind = str_skip(behind, 1);
    }
    return arena_printf(&taking->pieces->arena, "%c%.*s%c%.*s%c", MARK_URL,
                        STR_ARG(str_sub(url, 0, at)), MARK_ID, STR_ARG(behind), MARK_URL_END);
}

/* What is known of the entry as a whole. */

static bool is_own_link(const struct taking *taking, const struct reference *ref)
{
    return ref->kind == REF_LINK && ref->entry == taking->self;
}

static bool is_paper(const struct taking *taking, const struct reference *ref)
{
    uint32_t paper = taking->entry->paper;
    return paper != NO_INDEX ? ref->paper == paper
                             : ref->url.n > 0 && str_eq(ref->url, taking->pieces->values.url);
}

const struct reference *taking_reference(const struct taking *taking, uint32_t index)
{
    return index == NO_INDEX ? NULL : &taking->doc->references[index];
}

static void find_paper(struct taking *taking)
{
    const struct entry *entry = taking->entry;
    struct piece_values *values = &taking->pieces->values;
    const struct reference *title = taking_reference(taking, entry->title_ref);
    const struct reference *paper = taking_reference(taking, entry->paper_ref);
    if (!paper && title && title->forge == FORGE_NONE)
        paper = title;
    if (entry->paper != NO_INDEX) {
        str key = taking->doc->papers[entry->paper];
        if (str_starts(key, STR("arxiv:")))
            values->id = str_skip(key, STR("arxiv:").n);
        for (uint32_t i = 0; i < entry->ref_count && values->url.n == 0; i++) {
            const struct reference *ref = entry_references(taking->doc, entry) + i;
            if (is_own_link(taking, ref) && ref->paper == entry->paper)
                values->url = ref->url;
        }
    } else if (paper && paper->url.n > 0) {
        values->url = paper->url;
    }
}

static void set_code(struct taking *taking, str url)
{
    struct pieces *pieces = taking->pieces;
    pieces->values.code = url;
    if (!forge_parse(url, &taking->repo))
        return;
    const struct repo_ref *repo = &taking->repo;
    pieces->values.repo =
        arena_printf(&pieces->arena, "%.*s/%.*s", STR_ARG(repo->owner), STR_ARG(repo->name));
    size_t end = (size_t)(repo->name.at + repo->name.n - url.at);
    pieces->values.root = str_sub(url, 0, end);
}

/* `[owner/name](https://github.com/owner/name)`: called by what it leads to. */
static bool is_called_by_name(const struct taking *taking, const struct reference *ref)
{
    struct repo_ref repo;
    str text = text_of(taking, ref->text);
    size_t slash = str_rfind_char(text, '/');
    return ref->forge != FORGE_NONE && reference_repository(ref, &repo) && repo.is_root &&
           str_eq(str_skip(text, slash == STR_NPOS ? 0 : slash + 1), repo.name) &&
           (slash == STR_NPOS || str_eq(str_sub(text, 0, slash), repo.owner));
}

static bool is_code(const struct taking *taking, const struct reference *ref)
{
    return is_own_link(taking, ref) && !reference_image(taking->doc, ref) &&
           !is_paper(taking, ref) && url_is_web(ref->url) &&
           (ref->label == LABEL_CODE ||
            (reference_index(taking->doc, ref) != taking->entry->title_ref &&
             is_called_by_name(taking, ref)));
}

/* The link called code, else the repository whose stars are shown, else that the title leads to. */
static void find_code(struct taking *taking)
{
    const struct entry *entry = taking->entry;
    const struct reference *refs = entry_references(taking->doc, entry);
    const struct reference *title = taking_reference(taking, entry->title_ref);
    for (uint32_t i = 0; i < entry->ref_count; i++) {
        if (is_code(taking, &refs[i])) {
            set_code(taking, refs[i].url);
            return;
        }
    }
    for (uint32_t i = 0; i < entry->ref_count; i++) {
        struct badge badge;
        if (refs[i].badge != BADGE_STARS || refs[i].badge_fault != BADGE_FINE ||
            refs[i].entry != taking->self || reference_badge(&refs[i], &badge) != BADGE_STARS ||
            badge.forge != FORGE_GITHUB)
            continue;
        set_code(taking, arena_printf(&taking->pieces->arena, "https://github.com/%.*s/%.*s",
                                      STR_ARG(badge.owner), STR_ARG(badge.repo)));
        return;
    }
    if (title && title->forge != FORGE_NONE && !is_paper(taking, title))
        set_code(taking, title->url);
}

/* Links. */

static bool is_project(str label)
{
    static const str WORDS[] = {
        STR_INIT("project"),  STR_INIT("project page"), STR_INIT("projectpage"),
        STR_INIT("homepage"), STR_INIT("home page"),    STR_INIT("website"),
        STR_INIT("webpage"),  STR_INIT("web page"),     STR_INIT("project website"),
        STR_INIT("page"),     STR_INIT("site"),         STR_INIT("project homepage"),
    };
    struct buf folded = {0};
    bool found = false;
    label_fold(&folded, label);
    for (size_t i = 0; i < sizeof WORDS / sizeof *WORDS && !found; i++)
        found = str_eq(buf_str(&folded), WORDS[i]);
    buf_free(&folded);
    return found;
}

/* What a link leads to, by where its URL does; `*mark` stands for the URL. */
enum piece_kind taking_target(struct taking *taking, const struct reference *ref, str *mark)
{
    struct piece_values *values = &taking->pieces->values;
    if (is_paper(taking, ref)) {
        *mark = url_mark(taking, ref->url);
        return PIECE_PAPER;
    }
    if (values->code.n > 0 && str_eq(ref->url, values->code)) {
        *mark = taking_mark(MARK_CODE);
        return PIECE_CODE;
    }
    if (values->root.n > 0 && str_eq(ref->url, values->root)) {
        *mark = taking_mark(MARK_ROOT);
        return PIECE_CODE;
    }
    if (url_is_web(ref->url) && is_project(reference_label(taking->doc, ref)) &&
        (values->project.n == 0 || str_eq(values->project, ref->url))) {
        values->project = ref->url;
        *mark = taking_mark(MARK_PROJECT);
        return PIECE_PROJECT;
    }
    return PIECE_LINK;
}

/* Past brackets and marks that stand right around a piece, and the label in front of a bare URL. */
static struct span with_wrapping(const struct taking *taking, struct span span, bool bare)
{
    static const str OPEN[] = {STR_INIT("**"), STR_INIT("__"), STR_INIT("["), STR_INIT("("),
                               STR_INIT("*"),  STR_INIT("_"),  STR_INIT("`")};
    static const str CLOSE[] = {STR_INIT("**"), STR_INIT("__"), STR_INIT("]"), STR_INIT(")"),
                                STR_INIT("*"),  STR_INIT("_"),  STR_INIT("`")};
    enum { KINDS = sizeof OPEN / sizeof *OPEN, DEPTH = 3, LABEL = 40 };
    const struct pieces *pieces = taking->pieces;
    uint32_t low = pieces->at.n ? pieces->at.at[pieces->at.n - 1].span.end : pieces->body.start;
    for (int depth = 0; depth < DEPTH; depth++) {
        str before = text_of(taking, span_of(low, span.start));
        str behind = text_of(taking, span_of(span.end, pieces->body.end));
        size_t i = 0;
        while (i < KINDS && !(str_ends(before, OPEN[i]) && str_starts(behind, CLOSE[i])))
            i++;
        if (i == KINDS)
            break;
        span.start -= (uint32_t)OPEN[i].n;
        span.end += (uint32_t)CLOSE[i].n;
    }
    str before = text_of(taking, span_of(low, span.start));
    str label = str_skip(before, before.n > LABEL ? before.n - LABEL : 0);
    size_t colon = bare ? str_rfind_char(label, ':') : STR_NPOS;
    if (colon == STR_NPOS || str_trim(str_skip(label, colon + 1)).n > 0)
        return span;
    size_t start = colon;
    while (start > 0 && (ascii_is_alnum(label.at[start - 1]) || label.at[start - 1] == ' '))
        start--;
    while (start < colon && label.at[start] == ' ')
        start++;
    if (label_of(str_sub(label, start, colon)) != LABEL_NONE)
        span.start -= (uint32_t)(label.n - start);
    return span;
}

/* The title, and what is around it in its link. */
static void add_title(struct taking *taking, struct span span, const struct reference *link)
{
    struct span title = taking->entry->title;
    str text = text_of(taking, title);
    str trimmed = str_trim(text);
    title.start += (uint32_t)(trimmed.at - text.at);
    title.end = title.start + (uint32_t)trimmed.n;
    if (trimmed.n > 1 && str_ends(trimmed, STR(".")) && !str_ends(trimmed, STR("..")))
        title.end--;
    taking->pieces->values.title = text_of(taking, title);
    struct swap swaps[] = {{title, taking_mark(MARK_TITLE)}, {{0, 0}, {NULL, 0}}};
    size_t count = 1;
    if (link) {
        swaps[1].span = link->dest;
        enum piece_kind kind = taking_target(taking, link, &swaps[1].mark);
        if (kind == PIECE_LINK || link->form != FORM_INLINE)
            taking->failed = true; /* it leads where no other title would */
        count = 2;
    }
    taking_add(taking, PIECE_TITLE, link ? span : title, swaps, count);
}

/* What a link is called, where that is a value. */
static bool swap_label(struct taking *taking, const struct reference *ref, enum piece_kind *kind,
                       struct swap *out)
{
    const struct piece_values *values = &taking->pieces->values;
    str label = text_of(taking, ref->text);
    size_t id = values->id.n > 0 ? str_find(label, values->id) : STR_NPOS;
    struct venue venue;
    if (*kind == PIECE_PAPER && id != STR_NPOS && label_is_arxiv_id(label)) {
        struct span span = span_of(ref->text.start + id, ref->text.end);
        *out = (struct swap){span, taking_mark(MARK_ID)};
        return true;
    }
    if (*kind == PIECE_CODE && values->repo.n > 0 &&
        (str_eq(label, values->repo) || str_eq(label, taking->repo.name))) {
        *out = (struct swap){ref->text,
                             taking_mark(str_eq(label, values->repo) ? MARK_REPO : MARK_NAME)};
        return true;
    }
    str name = reference_label(taking->doc, ref);
    if (*kind == PIECE_PAPER && label_is_venue(name)) {
        venue_read(name, &venue);
        size_t start = (size_t)(name.at - taking->doc->source.at);
        *out = (struct swap){span_of(start, start + name.n),
                             taking_venue_mark(taking, MARK_VENUE, venue.form)};
        *kind = PIECE_VENUE;
        taking->pieces->values.venue = name;
        return true;
    }
    return false;
}

static void add_link(struct taking *taking, const struct reference *ref)
{
    struct swap swaps[2];
    size_t count = 0;
    str mark = {NULL, 0};
    enum piece_kind kind = taking_target(taking, ref, &mark);
    bool bare = ref->form == FORM_BARE || ref->form == FORM_ANGLE;
    bool html = ref->form == FORM_HTML;
    if (kind != PIECE_LINK && !bare && !html && swap_label(taking, ref, &kind, &swaps[0]))
        count = 1;
    else if (!html && kind != PIECE_PROJECT && !ref->names_paper && ref->label == LABEL_NONE)
        kind = PIECE_LINK; /* called by a name of its own */
    if (ref->form == FORM_REFERENCE)
        kind = PIECE_LINK;
    if (kind != PIECE_LINK)
        swaps[count++] = (struct swap){ref->dest, mark};
    if (html) /* what stands between its tags is not known */
        kind = PIECE_LINK, count = 0;
    taking_add(taking, kind, with_wrapping(taking, ref->span, bare), swaps, count);
}

/* The entry as a whole. */

static void add_references(struct taking *taking)
{
    const struct entry *entry = taking->entry;
    const struct reference *refs = entry_references(taking->doc, entry);
    bool titled = false;
    uint32_t end = 0;
    for (uint32_t i = 0; i < entry->ref_count && !taking->failed; i++) {
        const struct reference *ref = &refs[i];
        uint32_t index = entry->first_ref + i;
        if (!titled && entry->title_ref == NO_INDEX && ref->span.start >= entry->title.start) {
            titled = true;
            end = entry->title.end;
            add_title(taking, entry->title, NULL);
        }
        if (ref->span.start < end) {
            taking->failed = taking->failed || ref->span.end > end;
            continue; /* a picture in a link, a link in a title */
        }
        end = ref->span.end;
        if (!ref->exact || ref->entry != taking->self)
            taking->failed = true;
        else if (index == entry->title_ref)
            titled = true, add_title(taking, ref->span, ref);
        else if (ref->kind == REF_IMAGE)
            taking_add_image(taking, ref);
        else if (reference_image(taking->doc, ref))
            taking_add_image(taking, reference_image(taking->doc, ref));
        else
            add_link(taking, ref);
    }
    if (!titled && entry->title_ref == NO_INDEX)
        add_title(taking, entry->title, NULL);
}

size_t item_marker_length(str item)
{
    size_t n = 0;
    while (n < item.n && ascii_is_digit(item.at[n]))
        n++;
    if (n == item.n || !strchr(n ? ".)" : "-*+", item.at[n]) || !item.at[n])
        return 0;
    n++;
    size_t blanks = n;
    while (n < item.n && (item.at[n] == ' ' || item.at[n] == '\t'))
        n++;
    return n > blanks ? n : 0;
}

static int by_place(const void *a, const void *b)
{
    const struct piece *x = a, *y = b;
    return x->span.start < y->span.start ? -1 : x->span.start > y->span.start;
}

static void add_joints(struct taking *taking)
{
    struct pieces *pieces = taking->pieces;
    uint32_t at = pieces->body.start;
    if (pieces->at.n > 1)
        qsort(pieces->at.at, pieces->at.n, sizeof *pieces->at.at, by_place);
    for (size_t i = 0; i <= pieces->at.n; i++) {
        bool last = i == pieces->at.n;
        uint32_t end = last ? pieces->body.end : pieces->at.at[i].span.start;
        if (end < at) {
            taking->failed = true;
            return;
        }
        buf_clear(&taking->form);
        taking_copy(taking, &taking->form, span_of(at, end));
        vec_push(&pieces->joints, arena_str(&pieces->arena, buf_str(&taking->form)));
        if (last)
            break;
        at = pieces->at.at[i].span.end;
        pieces->kinds |= 1u << pieces->at.at[i].kind;
    }
}

static bool can_be_read(const struct document *doc, const struct entry *entry)
{
    uint32_t self = entry_index(doc, entry);
    bool holds = self + 1 < doc->entry_count && doc->entries[self + 1].parent == self;
    return !span_is_empty(entry->title) && entry->ref_count > 0 &&
           entry->ref_count <= MAX_REFERENCES && span_length(entry->span) <= MAX_BYTES && !holds &&
           span_holds(entry->span, entry->title);
}

bool pieces_read(struct pieces *pieces, const struct document *doc, const struct entry *entry)
{
    pieces->at.n = pieces->joints.n = 0;
    pieces->kinds = 0;
    pieces->values = (struct piece_values){0};
    if (!can_be_read(doc, entry))
        return false;
    struct taking taking = {
        .pieces = pieces, .doc = doc, .entry = entry, .self = entry_index(doc, entry)};
    str text = document_text(doc, entry->span);
    size_t marker = entry->kind == ENTRY_ITEM ? item_marker_length(text) : 0;
    pieces->body = span_of(entry->span.start + marker, entry->span.start + str_trim_right(text).n);
    if (entry->kind == ENTRY_ROW)
        pieces->body.end = entry->span.end;
    find_paper(&taking);
    find_code(&taking);
    add_references(&taking);
    if (!taking.failed)
        taking_read_texts(&taking);
    if (!taking.failed)
        add_joints(&taking);
    buf_free(&taking.form);
    return !taking.failed;
}

void pieces_free(struct pieces *pieces)
{
    vec_free(&pieces->at);
    vec_free(&pieces->joints);
    arena_free(&pieces->arena);
}
