/*
 * The title of an entry: its first link that is no label, its bold text, or the text in front of
 * its links. Dates, venues, badges, emoji and tags may stand in front of any of these:
 * `- [2023/04] **Title.** *Authors* [[paper](u)]`, `[[ICLR](u)] Title [[code](u)]`.
 */
#include "doc/builder.h"

#include "base/utf8.h"
#include "doc/label.h"
#include "doc/names.h"

#include <string.h>

/* Bytes of a tag, a date or a venue in front of a title; what is longer is no such thing. */
enum { MAX_TAG = 60 };

struct cursor {
    struct builder *b;
    uint32_t entry;    /* whose references count */
    uint32_t ref, end; /* the next reference at or behind `at`, and behind the last */
    str text;          /* the source up to where the title may reach */
    size_t at;
    uint32_t link; /* where find_opening() found one */
};

static str slice(const struct builder *b, struct span span)
{
    return str_sub(b->source, span.start, span.end);
}

static bool is_own(const struct cursor *c, uint32_t ref)
{
    return ref < c->end && c->b->references.at[ref].entry == c->entry &&
           c->b->references.at[ref].span.start < c->text.n;
}

/* The entry's first reference at or behind `at`, or NO_INDEX. */
static uint32_t next_ref(struct cursor *c, size_t at)
{
    while (c->ref < c->end && (!is_own(c, c->ref) || c->b->references.at[c->ref].span.start < at))
        c->ref++;
    return c->ref < c->end ? c->ref : NO_INDEX;
}

/* A link that is called by its text, which is more than a label in brackets of its own. */
static bool is_title_link(const struct builder *b, uint32_t index)
{
    const struct reference *ref = &b->references.at[index];
    if (ref->kind != REF_LINK || ref->form == FORM_BARE || ref->form == FORM_ANGLE ||
        ref->label != LABEL_NONE || ref->names_paper)
        return false;
    str text = str_trim(slice(b, ref->text));
    if (text.n == 0 || str_starts(text, STR("http://")) || str_starts(text, STR("https://")) ||
        reference_image(b->doc, ref))
        return false;
    /* [[Paper](u)] and [[Paper]](u) */
    if (str_starts(text, STR("[")) && str_ends(text, STR("]")))
        return false;
    if (ref->form != FORM_HTML && ref->span.start > 0 && ref->span.end < b->source.n &&
        b->source.at[ref->span.start - 1] == '[' && b->source.at[ref->span.end] == ']')
        return false;
    return !label_is_venue(reference_label(b->doc, ref));
}

/* Length of the group that opens with `open` at `at` and holds no link; 0 where it is none. */
static size_t group_length(struct cursor *c, size_t at, str open, str close)
{
    str rest = str_sub(c->text, at, at + MAX_TAG);
    if (!str_starts(rest, open))
        return 0;
    size_t end = str_find(str_skip(rest, open.n), close);
    size_t line = str_find_char(rest, '\n');
    if (end == STR_NPOS || (line != STR_NPOS && line < open.n + end))
        return 0;
    size_t length = open.n + end + close.n;
    uint32_t ref = next_ref(c, at);
    bool linked = ref != NO_INDEX && c->b->references.at[ref].span.start < at + length;
    return linked ? 0 : length;
}

static bool has_digit(str s)
{
    for (size_t i = 0; i < s.n; i++)
        if (ascii_is_digit(s.at[i]))
            return true;
    return false;
}

/* "2024", "2024.05", "2024-05-17", "2024/05": a date that a blank or mark ends. */
static size_t date_length(str s)
{
    size_t n = 0;
    while (n < s.n && (ascii_is_digit(s.at[n]) || memchr("./-", s.at[n], 3)))
        n++;
    size_t digits = 0;
    while (digits < n && ascii_is_digit(s.at[digits]))
        digits++;
    bool ended = n == s.n || memchr(" \t\n|:,;)]*_", s.at[n], 11);
    bool year = digits == 4 && (str_starts(s, STR("19")) || str_starts(s, STR("20")));
    return ended && year ? n : 0;
}

/* The number of an item or of a paper: "3.", "12)". */
static size_t number_length(str s)
{
    size_t n = 0;
    while (n < s.n && n < 4 && ascii_is_digit(s.at[n]))
        n++;
    return n && n + 1 < s.n && (s.at[n] == '.' || s.at[n] == ')') && !ascii_is_digit(s.at[n + 1])
               ? n + 1
               : 0;
}

/* A date, a venue, a label or a name in brackets: bold text that is no title. */
static bool is_tag(str text)
{
    static const char MARKS[] = " []()*_`:.|";
    while (text.n && memchr(MARKS, text.at[0], sizeof MARKS - 1)) {
        if (text.at[0] == '[' && str_ends(text, STR("]")))
            return true;
        text = str_skip(text, 1);
    }
    while (text.n && memchr(MARKS, text.at[text.n - 1], sizeof MARKS - 1))
        text.n--;
    return text.n == 0 || date_length(text) == text.n || label_is_venue(text) ||
           label_of(text) != LABEL_NONE;
}

/* "ICLR", "CVPR 2024": where marks of their own surround it. "curlint" is a name. */
static bool is_venue(str text)
{
    size_t capitals = 0;
    for (size_t i = 0; i < text.n; i++)
        capitals += text.at[i] >= 'A' && text.at[i] <= 'Z';
    return (capitals == text.n && capitals > 2) || is_tag(text);
}

/* `**bold**` at the cursor: its length, and what is inside. */
static size_t bold_length(const struct cursor *c, struct span *inside)
{
    str rest = str_skip(c->text, c->at);
    str mark = str_starts(rest, STR("**")) ? STR("**") : STR("__");
    if (!str_starts(rest, mark))
        return 0;
    size_t close = str_find(str_skip(rest, 2), mark);
    if (close == STR_NPOS || close == 0)
        return 0;
    *inside = span_of(c->at + 2, c->at + 2 + close);
    return close + 4;
}

/* `<kbd>ICLR</kbd>` or the tag alone: 0 where it does not end. */
static size_t tag_length(str s)
{
    size_t open = str_find_char(s, '>');
    if (open == STR_NPOS)
        return 0;
    str behind = str_sub(s, open + 1, open + 1 + MAX_TAG);
    size_t end = str_find(behind, STR("</")), close = str_find_char(behind, '>');
    bool whole = end != STR_NPOS && close != STR_NPOS && close > end;
    return whole && end > 0 && is_venue(str_sub(behind, 0, end)) ? open + 1 + close + 1 : open + 1;
}

/* What stands in front of a title and is no part of it, or 0. Emoji and other signs are single. */
static size_t sign_length(struct cursor *c)
{
    str rest = str_skip(c->text, c->at);
    if (ascii_is_space(rest.at[0]) || memchr("-*+|>.,;_~=#)]", rest.at[0], 14))
        return 1;
    size_t n = date_length(rest);
    n = n ? n : number_length(rest);
    n = n ? n : group_length(c, c->at, STR("["), STR("]"));
    n = n ? n : group_length(c, c->at, STR("【"), STR("】"));
    if (n)
        return n;
    n = group_length(c, c->at, STR("("), STR(")"));
    str behind = str_trim_left(str_skip(rest, n));
    bool marked = str_starts(behind, STR("**")) || str_starts(behind, STR("["));
    bool dated = has_digit(str_sub(rest, 0, n)) && (n == rest.n || !ascii_is_alnum(rest.at[n]));
    if (n && (marked || dated))
        return n; /* "(NAACL'21) Title", "(Blog) **Title**", not "(Almost) Zero" */
    n = group_length(c, c->at, STR("`"), STR("`"));
    if (n && (has_digit(str_sub(rest, 0, n)) || is_venue(str_sub(rest, 1, n - 1))))
        return n;
    n = group_length(c, c->at, STR(":"), STR(":"));
    n = n ? n : group_length(c, c->at, STR("&"), STR(";"));
    if (n && !memchr(rest.at, ' ', n))
        return n; /* ":fire:", "&nbsp;" */
    if (str_starts(rest, STR("<")) && rest.n > 1 &&
        (ascii_is_alpha(rest.at[1]) || rest.at[1] == '/' || rest.at[1] == '!')) {
        return tag_length(rest);
    }
    if (rest.at[0] == ':')
        return 1;
    n = str_find(str_sub(rest, 0, MAX_TAG), STR(" | "));
    if (n != STR_NPOS && label_is_venue(str_sub(rest, 0, n)))
        return n;
    int32_t code;
    n = utf8_next(rest, &code);
    return code >= 0x80 && !utf8_is_alnum(code) ? n : 0;
}

/* Past a badge, a picture or a label at the cursor: `![x](u)`, `[[ICLR](u)]`, `[paper](u)`. */
static bool skip_ref(struct cursor *c, uint32_t index)
{
    const struct reference *ref = &c->b->references.at[index];
    bool bracket = c->text.at[c->at] == '[' && ref->span.start == c->at + 1;
    if (!bracket && ref->span.start != c->at)
        return false;
    c->at = ref->span.end > c->at ? ref->span.end : c->at + 1;
    if (bracket && c->at < c->text.n && c->text.at[c->at] == ']')
        c->at++;
    return true;
}

/* `[docs](u) - What it does`: a label that is a name, as what is said of it tells. */
static bool is_described(const struct cursor *c, const struct reference *ref)
{
    static const str DASHES[] = {STR_INIT(" - "), STR_INIT(" – "), STR_INIT(" — "), STR_INIT(": ")};
    str behind = str_skip(c->text, ref->span.end);
    bool described = false;
    for (size_t i = 0; i < sizeof DASHES / sizeof *DASHES; i++)
        described = described || str_starts(behind, DASHES[i]);
    return described && ref->kind == REF_LINK && ref->form == FORM_INLINE &&
           !str_starts(slice(c->b, ref->text), STR("[")) && !reference_image(c->b->doc, ref);
}

enum found { FOUND_NOTHING, FOUND_LINK, FOUND_BOLD, FOUND_TEXT };

/* Move to what the entry opens with, signs aside; `*bold` becomes the bold text. */
static enum found find_opening(struct cursor *c, struct span *bold)
{
    while (c->at < c->text.n) {
        uint32_t index = next_ref(c, c->at);
        const struct reference *ref = index == NO_INDEX ? NULL : &c->b->references.at[index];
        if (ref && ref->span.start == c->at &&
            (is_title_link(c->b, index) || is_described(c, ref))) {
            c->link = index;
            return FOUND_LINK;
        }
        if (ref && skip_ref(c, index))
            continue;
        size_t n = bold_length(c, bold);
        if (n) {
            bool linked = ref && span_overlaps(*bold, ref->span);
            if (!linked && !is_tag(slice(c->b, *bold)))
                return FOUND_BOLD;
            c->at += linked ? 2 : n; /* `**[Title](u)**`, `**ICLR 2024** Title` */
            continue;
        }
        n = sign_length(c);
        if (n == 0)
            return FOUND_TEXT;
        c->at += n;
    }
    return FOUND_NOTHING;
}

/* The title link right behind bold text, but for signs: `**Basics** → [Title](u)`. */
static bool link_follows(struct cursor c, struct span bold)
{
    struct span ignored;
    c.at = bold.end + 2u;
    while (c.at < c.text.n && memchr(" :-|*,.", c.text.at[c.at], 7))
        c.at++;
    return find_opening(&c, &ignored) == FOUND_LINK;
}

/* What is long enough to be no name and no venue. */
static bool is_sentence(str text)
{
    enum { BLANKS = 3, BYTES = 24 }; /* the latter of what has no blanks */
    size_t blanks = 0;
    for (size_t i = 0; i < text.n; i++)
        blanks += text.at[i] == ' ';
    return blanks >= BLANKS ||
           (blanks == 0 && text.n >= BYTES && (unsigned char)text.at[0] >= 0x80);
}

/* `**SPT**: "Sparse Trees", ICCV`: the quotes behind a bold name hold the title. */
static struct span quoted_behind(const struct cursor *c, struct span bold)
{
    str rest = str_skip(c->text, bold.end + 2u);
    if (!str_starts(rest, STR(": \"")))
        return bold;
    size_t start = bold.end + 2u + 3u, n = str_find_char(str_skip(c->text, start), '"');
    str quoted = str_sub(c->text, start, n == STR_NPOS ? start : start + n);
    return is_sentence(quoted) && !str_has(quoted, STR("\n")) ? span_of(start, start + n) : bold;
}

/* From the cursor to the first link, `<br>`, bold or emphasised text, or the line's end. */
static struct span plain_title(struct cursor *c)
{
    uint32_t ref = next_ref(c, c->at);
    size_t end = ref == NO_INDEX ? c->text.n : c->b->references.at[ref].span.start;
    str s = str_sub(c->text, c->at, end);
    for (size_t i = 1; i < s.n; i++) {
        char mark = s.at[i];
        bool opens = i + 1 < s.n && ascii_is_space(s.at[i - 1]) && !ascii_is_space(s.at[i + 1]);
        bool gap = mark == ' ' && s.at[i - 1] == ' '; /* `1) Title  What it says.` */
        if (mark == '\n' || mark == '<' || gap || ((mark == '*' || mark == '_') && opens) ||
            str_starts(str_skip(s, i), STR("**")))
            s.n = i;
    }
    while (s.n && (ascii_is_space(s.at[s.n - 1]) || strchr("[(|\\-:,*", s.at[s.n - 1])))
        s.n--;
    static const str CLOSERS[] = {STR_INIT("："), STR_INIT("”"), STR_INIT("》"), STR_INIT("」"),
                                  STR_INIT("』")};
    for (size_t i = 0; i < sizeof CLOSERS / sizeof *CLOSERS; i++)
        if (str_ends(s, CLOSERS[i]))
            s.n -= CLOSERS[i].n; /* what opens them is a sign */
    return span_of(c->at, c->at + s.n);
}

/* `*emphasised*` at the cursor, as bold_length(). */
static size_t emphasis_length(const struct cursor *c, struct span *inside)
{
    str rest = str_skip(c->text, c->at);
    bool opens = rest.n > 2 && (rest.at[0] == '*' || rest.at[0] == '_') && rest.at[1] != ' ' &&
                 (c->at == 0 || !ascii_is_alnum(c->text.at[c->at - 1]));
    size_t close = opens ? str_find_char(str_skip(rest, 1), rest.at[0]) : STR_NPOS;
    if (close == STR_NPOS || close == 0)
        return 0;
    *inside = span_of(c->at + 1, c->at + 1 + close);
    return close + 2;
}

/*
 * `Ann Li, **Bo Wu**, **A Title of Some Words**, ICLR [[pdf](u)]`: what is marked behind names;
 * `*link` where that is a link.
 */
static enum found title_behind_names(struct cursor c, struct span names, struct span *marked,
                                     uint32_t *link)
{
    for (c.at = names.end; c.at < c.text.n; c.at++) {
        uint32_t index = next_ref(&c, c.at);
        const struct reference *ref = index == NO_INDEX ? NULL : &c.b->references.at[index];
        str before = str_sub(c.text, names.start, c.at);
        if (ref && ref->span.start == c.at) {
            *link = index;
            return is_title_link(c.b, index) && is_sentence(slice(c.b, ref->text)) &&
                           names_of_people(before)
                       ? FOUND_LINK
                       : FOUND_NOTHING;
        }
        size_t n = bold_length(&c, marked);
        n = n ? n : emphasis_length(&c, marked);
        if (n == 0)
            continue;
        str text = slice(c.b, *marked);
        if (is_sentence(text) && !is_tag(text) && !names_of_people(text) &&
            !(ref && span_overlaps(*marked, ref->span)))
            return names_of_people(before) ? FOUND_BOLD : FOUND_NOTHING;
        if (!ref || !span_overlaps(*marked, ref->span))
            c.at += n - 1;
    }
    return FOUND_NOTHING;
}

static bool has_paper(const struct builder *b, const struct cursor *c, uint32_t first)
{
    for (uint32_t i = first; i < c->end; i++)
        if (b->references.at[i].entry == c->entry && b->references.at[i].kind == REF_LINK &&
            b->references.at[i].names_paper)
            return true;
    return false;
}

static uint32_t first_title_link(struct cursor *c)
{
    uint32_t index = next_ref(c, c->at);
    for (; index != NO_INDEX && index < c->end; index++)
        if (is_own(c, index) && is_title_link(c->b, index))
            return index;
    return NO_INDEX;
}

static void set_link(struct builder *b, struct entry *entry, uint32_t index)
{
    entry->title_ref = index;
    entry->title = b->references.at[index].text;
}

/* "and" of `[Paper](u) and [code](v)` */
static bool joins_links(str text)
{
    static const str WORDS[] = {STR_INIT("and"), STR_INIT("by"),  STR_INIT("with"), STR_INIT("or"),
                                STR_INIT("in"),  STR_INIT("see"), STR_INIT("from"), STR_INIT("via"),
                                STR_INIT("和"),  STR_INIT("与")};
    for (size_t i = 0; i < sizeof WORDS / sizeof *WORDS; i++)
        if (str_eq_nocase(text, WORDS[i]))
            return true;
    return false;
}

/* The title within `in`; false where there is none. */
static bool find_in(struct builder *b, struct entry *entry, struct span in)
{
    struct cursor c = {
        .b = b,
        .entry = (uint32_t)(entry - b->entries.at),
        .ref = entry->first_ref,
        .end = entry->first_ref + entry->ref_count,
        .text = str_sub(b->source, 0, in.end),
        .at = in.start,
    };
    struct span bold;
    enum found found = find_opening(&c, &bold);
    if (found == FOUND_BOLD && !link_follows(c, bold)) {
        entry->title = quoted_behind(&c, bold);
        return true;
    }
    struct span text = found == FOUND_TEXT ? plain_title(&c) : span_of(0, 0);
    if (joins_links(slice(b, text)))
        text = span_of(0, 0);
    enum found behind =
        found == FOUND_TEXT ? title_behind_names(c, text, &bold, &c.link) : FOUND_NOTHING;
    if (behind == FOUND_BOLD) {
        entry->title = bold;
        return true;
    }
    found = behind == FOUND_LINK ? FOUND_LINK : found;
    uint32_t link = found == FOUND_LINK ? c.link : NO_INDEX;
    if (found != FOUND_LINK && (span_is_empty(text) || !has_paper(b, &c, entry->first_ref)))
        link = first_title_link(&c);
    if (link != NO_INDEX)
        set_link(b, entry, link);
    else
        entry->title = text;
    return !span_is_empty(entry->title);
}

/* In the cell under a header that says so, else in the first one. */
static void find_in_row(struct builder *b, struct entry *entry)
{
    const struct row *row = &b->rows.at[entry->row];
    const uint16_t *columns = b->tables.at[row->table].title_columns;
    for (size_t i = 0; i < TITLE_COLUMNS && columns[i] < row->cell_count; i++)
        if (find_in(b, entry, b->cells.at[row->first_cell + columns[i]].span))
            return;
    if (row->cell_count)
        find_in(b, entry, b->cells.at[row->first_cell].span);
}

/* A paragraph's title is the bold text that it opens with, or the link in it. */
static void link_bold(struct builder *b, struct entry *entry)
{
    for (uint32_t i = entry->first_ref; i < entry->first_ref + entry->ref_count; i++) {
        if (!is_title_link(b, i))
            continue;
        if (span_overlaps(entry->title, b->references.at[i].span))
            set_link(b, entry, i);
        return;
    }
}

void entry_find_title(struct builder *b, struct entry *entry, struct span own)
{
    if (!span_is_empty(entry->title)) {
        link_bold(b, entry);
        return;
    }
    if (entry->kind == ENTRY_ROW)
        find_in_row(b, entry);
    else
        find_in(b, entry, own);
    uint32_t first = entry->first_ref;
    if (span_is_empty(entry->title) && entry->ref_count > 0 &&
        b->references.at[first].kind == REF_LINK && b->references.at[first].form != FORM_BARE)
        entry->title = b->references.at[first].text;
}
