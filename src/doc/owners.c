/*
 * Owners: which parts belong to the entry above them. Settled before sections are nested, because a
 * bold line is a title above the links of one paper and a heading above a list of papers.
 */
#include "doc/builder.h"

#include "base/utf8.h"
#include "doc/label.h"
#include "doc/names.h"

#include <string.h>

uint32_t first_ref_at(const struct builder *b, uint32_t offset)
{
    size_t low = 0, high = b->references.n;
    while (low < high) {
        size_t middle = (low + high) / 2;
        if (b->references.at[middle].span.start < offset)
            low = middle + 1;
        else
            high = middle;
    }
    return (uint32_t)low;
}

bool has_link(const struct builder *b, struct span span)
{
    for (uint32_t i = first_ref_at(b, span.start);
         i < b->references.n && b->references.at[i].span.start < span.end; i++)
        if (b->references.at[i].kind == REF_LINK)
            return true;
    return false;
}

struct span own_text(const struct builder *b, uint32_t item)
{
    struct span span = b->parts.at[item].span;
    for (uint32_t i = item + 1; i < b->parts.at[item].end; i++) {
        if (b->parts.at[i].kind == PART_LIST) {
            if (b->parts.at[i].span.start < span.end)
                span.end = b->parts.at[i].span.start;
            break;
        }
    }
    return span;
}

/* `Paper: [Title of the Paper](u)`: the label says what follows, which is an entry of its own. */
static bool has_title_text(const struct builder *b, uint32_t first, uint32_t end)
{
    if (first >= b->references.n || b->references.at[first].span.start >= end ||
        b->references.at[first].form == FORM_BARE)
        return false;
    struct span span = b->references.at[first].text;
    str text = str_sub(b->source, span.start, span.end);
    size_t blanks = 0;
    for (size_t i = 0; i < text.n; i++)
        blanks += text.at[i] == ' ';
    return blanks >= 2 && label_of(text) == LABEL_NONE && !label_is_venue(text);
}

static str without_emphasis(str text)
{
    while (text.n > 0 && memchr("-*+ \t>_", text.at[0], 7))
        text = str_skip(text, 1);
    return text;
}

static str item_text(const struct builder *b, struct span own)
{
    return without_emphasis(str_trim(str_sub(b->source, own.start, own.end)));
}

/* "intro: CVPR 2017", "Keywords: trees": what is said of a paper without a link. */
static bool is_attribute(str word)
{
    static const str WORDS[] = {
        STR_INIT("intro"),       STR_INIT("introduction"), STR_INIT("keyword"),
        STR_INIT("keywords"),    STR_INIT("author"),       STR_INIT("authors"),
        STR_INIT("venue"),       STR_INIT("publisher"),    STR_INIT("abstract"),
        STR_INIT("summary"),     STR_INIT("note"),         STR_INIT("notes"),
        STR_INIT("comment"),     STR_INIT("comments"),     STR_INIT("tags"),
        STR_INIT("institution"), STR_INIT("简介"),         STR_INIT("作者"),
        STR_INIT("关键词"),      STR_INIT("摘要"),
    };
    for (size_t i = 0; i < sizeof WORDS / sizeof *WORDS; i++)
        if (str_eq_nocase(word, WORDS[i]))
            return true;
    return false;
}

/* What stands before the colon of "github(Caffe): <u>"; LABEL_NONE where it is no label. */
static enum label_kind label_before_colon(str text)
{
    size_t colon = str_find_char(text, ':');
    size_t wide = str_find(text, STR("\xef\xbc\x9a"));
    if (wide < colon)
        colon = wide;
    if (colon == STR_NPOS)
        return LABEL_NONE;
    str word = str_sub(text, 0, colon);
    word = str_trim(str_sub(word, 0, str_find_char(word, '(')));
    while (word.n > 0 && (word.at[word.n - 1] == '*' || word.at[word.n - 1] == '_'))
        word.n--; /* "**Authors**: ..." */
    return is_attribute(word) ? LABEL_OTHER : label_of(word);
}

/* "Paper: https://...", "[code](...)": a line about a paper and not a paper. */
static bool is_label_item(struct builder *b, uint32_t item)
{
    struct span span = own_text(b, item);
    uint32_t first = first_ref_at(b, span.start);
    str text = item_text(b, span);
    enum label_kind label = label_before_colon(text);
    if (label != LABEL_NONE)
        return label != LABEL_PAPER || !has_title_text(b, first, span.end);
    bool all = first < b->references.n && b->references.at[first].span.start < span.end;
    for (uint32_t i = first; i < b->references.n && b->references.at[i].span.start < span.end; i++)
        all = all &&
              (b->references.at[i].kind == REF_IMAGE || b->references.at[i].label != LABEL_NONE);
    return all && text.n > 0 && text.at[0] == '[';
}

/* Whether most items of the list are lines about the paper above it. */
static bool is_label_list(struct builder *b, uint32_t list)
{
    uint32_t labels = 0, items = 0;
    for (uint32_t i = list + 1; i < b->parts.at[list].end; i++) {
        if (b->parts.at[i].kind != PART_ITEM || b->parts.at[i].parent != list)
            continue;
        items++;
        labels += is_label_item(b, i);
    }
    return items > 0 && labels * 2 >= items;
}

static void own_parts(struct builder *b, uint32_t owner, uint32_t first, uint32_t end)
{
    for (uint32_t i = first; i < end; i++)
        b->parts.at[i].entry = owner;
}

/* A paragraph of nothing but pictures and bare links. */
static bool is_bare(const struct builder *b, const struct part *part)
{
    uint32_t at = part->span.start;
    for (uint32_t i = first_ref_at(b, at);; i++) {
        bool more = i < b->references.n && b->references.at[i].span.start < part->span.end;
        const struct reference *ref = more ? &b->references.at[i] : NULL;
        if (ref && ref->span.start < at)
            continue; /* the picture in a link */
        uint32_t end = ref ? ref->span.start : part->span.end;
        if (str_trim(str_sub(b->source, at, end)).n > (ref && ref->form == FORM_ANGLE))
            return false;
        if (!ref)
            return at > part->span.start;
        bool picture = ref->kind == REF_IMAGE ||
                       str_starts(str_sub(b->source, ref->text.start, ref->text.end), STR("!["));
        if (!picture && ref->form != FORM_BARE && ref->form != FORM_ANGLE)
            return false;
        at = ref->span.end;
    }
}

/* The block behind a bold line, pictures aside, says what the line is. */
static void settle_bold(struct builder *b, uint32_t index)
{
    struct part *part = &b->parts.at[index];
    uint32_t next = part->next;
    while (next != NO_INDEX && part->only_bold && b->parts.at[next].kind == PART_PARAGRAPH &&
           is_bare(b, &b->parts.at[next])) {
        own_parts(b, index, next, b->parts.at[next].end);
        part->span.end = b->parts.at[next].span.end;
        next = b->parts.at[next].next;
    }
    uint8_t kind = next == NO_INDEX ? PART_OTHER : b->parts.at[next].kind;
    if (kind == PART_LIST && is_label_list(b, next)) {
        own_parts(b, index, next, b->parts.at[next].end);
        part->span.end = b->parts.at[next].span.end;
        return;
    }
    if (part->only_bold && !has_link(b, part->span) && (kind == PART_LIST || kind == PART_TABLE)) {
        sections_add(b, SECTION_BOLD, 7, part->span, part->bold,
                     str_sub(b->source, part->bold.start, part->bold.end));
        part->opens_bold = false;
    }
}

/*
 * - [Title](u)
 *   - Authors
 *   - Code: [official](u)
 * The item that the last line belongs to, or NO_INDEX.
 */
static uint32_t labelled_item(struct builder *b, uint32_t item)
{
    uint32_t list = b->parts.at[item].parent;
    uint32_t above = list == NO_INDEX ? NO_INDEX : b->parts.at[list].parent;
    if (above == NO_INDEX || b->parts.at[above].kind != PART_ITEM ||
        label_before_colon(item_text(b, own_text(b, item))) == LABEL_NONE ||
        !is_label_item(b, item) || !has_link(b, own_text(b, above)))
        return NO_INDEX;
    return b->parts.at[above].entry == NO_INDEX ? above : b->parts.at[above].entry;
}

/* What may stand between the links of a row: no words, tags aside. */
static bool is_gap(str text)
{
    for (size_t i = 0; i < text.n;) {
        int32_t code;
        size_t tag = text.at[i] == '<' ? str_find_char(str_skip(text, i), '>') : STR_NPOS;
        size_t n = utf8_next(str_skip(text, i), &code);
        if (utf8_is_alnum(code))
            return false;
        i += tag == STR_NPOS ? n : tag + 1;
    }
    return true;
}

/* Lines that say who wrote a paper or where it appeared, and not what it is called. */
static bool are_attributes(str text)
{
    while (text.at) {
        str line = str_trim(str_cut(&text, '\n'));
        if (line.n > 0 && label_before_colon(without_emphasis(line)) == LABEL_NONE &&
            !names_of_people(line) && !label_is_venue(line))
            return false;
    }
    return true;
}

/*
 * `[📄 Paper](u) | [💻 Code](v)`, under lines of attributes: the paragraph that gives the links of
 * one paper.
 */
static bool is_label_row(const struct builder *b, struct span span)
{
    enum { MAX_REST = 40 }; /* bytes behind the last link: "(coming soon)" */
    uint32_t first = first_ref_at(b, span.start), at = span.start;
    bool paper = false;
    for (uint32_t i = first; i < b->references.n && b->references.at[i].span.start < span.end;
         i++) {
        const struct reference *ref = &b->references.at[i];
        if (i > first && ref->span.start < at)
            continue; /* the picture in a link */
        str gap = str_sub(b->source, at, ref->span.start);
        size_t line = str_rfind_char(gap, '\n');
        if (i == first && line != STR_NPOS) {
            if (!are_attributes(str_sub(gap, 0, line)))
                return false;
            gap = str_skip(gap, line);
        }
        bool picture = ref->kind == REF_IMAGE ||
                       str_starts(str_sub(b->source, ref->text.start, ref->text.end), STR("!["));
        if (!is_gap(gap) || (!picture && ref->label == LABEL_NONE))
            return false;
        paper = paper || ref->names_paper || ref->paper != NO_INDEX;
        at = ref->span.end;
    }
    return paper && str_trim(str_sub(b->source, at, span.end)).n <= MAX_REST;
}

/* Whether the heading itself links to a paper: `### [Title](https://arxiv.org/abs/...)`. */
static bool links_paper(const struct builder *b, struct span span)
{
    for (uint32_t i = first_ref_at(b, span.start);
         i < b->references.n && b->references.at[i].span.start < span.end; i++)
        if (b->references.at[i].kind == REF_LINK &&
            (b->references.at[i].names_paper || b->references.at[i].paper != NO_INDEX))
            return true;
    return false;
}

/* `**Title**` above the links of a paper, and not "**Authors**: ...". */
static bool is_bold_title(const struct builder *b, const struct part *part)
{
    str bold = str_trim(str_sub(b->source, part->bold.start, part->bold.end));
    if (str_ends(bold, STR(":")))
        bold.n--;
    bool above_list = part->next != NO_INDEX && b->parts.at[part->next].kind == PART_LIST;
    return part->kind == PART_PARAGRAPH && part->opens_bold && !is_attribute(bold) &&
           (part->only_bold || above_list);
}

/*
 * The part that gives the links of the paper whose title the heading is: a row or list of labels,
 * or the heading itself. NO_INDEX where it is the heading of a section: with other papers in it.
 */
static uint32_t links_of_heading(struct builder *b, uint32_t heading)
{
    uint32_t i = b->parts.at[heading].next, found = NO_INDEX;
    for (; i != NO_INDEX && b->parts.at[i].kind != PART_HEADING; i = b->parts.at[i].next) {
        const struct part *part = &b->parts.at[i];
        bool list = part->kind == PART_LIST && has_link(b, part->span);
        bool row = list ? is_label_list(b, i)
                        : part->kind == PART_PARAGRAPH && is_label_row(b, part->span);
        if (part->kind == PART_TABLE || is_bold_title(b, part) || (list && !row) ||
            (row && found != NO_INDEX))
            return NO_INDEX;
        found = row ? i : found;
    }
    bool leaf = i == NO_INDEX || b->parts.at[i].level <= b->parts.at[heading].level;
    if (found == NO_INDEX && links_paper(b, b->parts.at[heading].span))
        found = heading;
    return leaf ? found : NO_INDEX;
}

/* Headings are titles of papers where several of a level are: a project has one such row. */
static void own_below_headings(struct builder *b)
{
    enum { LEVELS = 7, SEVERAL = 3 };
    uint32_t counts[LEVELS] = {0};
    for (uint32_t i = 0; i < b->parts.n; i++)
        if (b->parts.at[i].kind == PART_HEADING && links_of_heading(b, i) != NO_INDEX)
            counts[b->parts.at[i].level]++;
    for (uint32_t i = 0; i < b->parts.n; i++) {
        struct part *part = &b->parts.at[i];
        if (part->kind != PART_HEADING || counts[part->level] < SEVERAL)
            continue;
        uint32_t links = links_of_heading(b, i);
        part->opens_bold = links != NO_INDEX;
        if (links == NO_INDEX || links == i)
            continue;
        own_parts(b, i, links, b->parts.at[links].end);
        part->span.end = b->parts.at[links].span.end;
    }
}

void entries_own(struct builder *b)
{
    own_below_headings(b);
    for (uint32_t i = 0; i < b->parts.n; i++) {
        struct part *part = &b->parts.at[i];
        bool in_item = part->parent != NO_INDEX && b->parts.at[part->parent].kind == PART_ITEM;
        if (part->kind == PART_PARAGRAPH && part->opens_bold && !in_item && part->entry == NO_INDEX)
            settle_bold(b, i);
        /* - **Title**, then its links one level deeper. */
        if (part->kind == PART_LIST && in_item && part->entry == NO_INDEX && is_label_list(b, i) &&
            !is_label_item(b, part->parent))
            own_parts(b, part->parent, i, part->end);
        if (part->kind == PART_ITEM && part->entry == NO_INDEX) {
            uint32_t owner = labelled_item(b, i);
            if (owner != NO_INDEX)
                own_parts(b, owner, i, part->end);
        }
    }
}
