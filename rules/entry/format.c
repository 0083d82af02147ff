#include "base/majority.h"
#include "base/mem.h"
#include "doc/breaks.h"
#include "doc/columns.h"
#include "doc/kinds.h"
#include "doc/shown.h"
#include "doc/title.h"
#include "lint/rule.h"

/* What most entries of a kind may have in common. */
enum feature {
    FEATURE_TITLE_LINK,  /* the title is a link */
    FEATURE_AUTHORS,     /* authors stand behind the title, or in a column of theirs */
    FEATURE_AUTHOR_LINE, /* a line of the paragraph is in italics */
    FEATURE_BREAK,       /* a <br> parts the title from the authors */
    FEATURE_BREAK_FRONT, /* no cell begins with <br> */
    FEATURE_BREAK_END,   /* none ends with <br> */
    FEATURE_BREAK_TWICE, /* none has two in a row */
    FEATURE_COUNT
};

/* What is said of an entry without the feature; "N of M rows" follows. */
static const struct {
    const char *text, *rest;
} messages[FEATURE_COUNT] = {
    [FEATURE_TITLE_LINK] = {"the title is not linked", "link theirs"},
    [FEATURE_AUTHORS] = {"the entry names no authors", "name theirs"},
    [FEATURE_AUTHOR_LINE] = {"no line in italics names the authors", "have one"},
    [FEATURE_BREAK] = {"no <br> parts the title from what follows it", "have one there"},
    [FEATURE_BREAK_FRONT] = {"the cell begins with <br>, an empty line", "have none there"},
    [FEATURE_BREAK_END] = {"the cell ends with <br>, an empty line", "have none there"},
    [FEATURE_BREAK_TWICE] = {"two <br> in a row make an empty line", "have none like it"},
};

enum state { STATE_NONE, STATE_HAS, STATE_LACKS };

/* An entry and its features; where each is missed. */
struct look {
    uint8_t state[FEATURE_COUNT];
    struct span where[FEATURE_COUNT];
};

/* Entries with and without a feature. */
struct tally {
    uint32_t has, lacks;
};

struct tallies {
    struct tally of[FEATURE_COUNT];
};

struct check {
    struct lint *lint;
    const struct document *doc;
    uint32_t *kinds;                 /* of each list */
    struct tallies *lists, *of_kind; /* of each list, of each kind */
    uint32_t *authors;               /* of each table: column that is called so, or NO_INDEX */
    struct buf text;
};

static bool has_letters(str text)
{
    for (size_t i = 0; i < text.n; i++)
        if (ascii_is_alpha(text.at[i]) || (unsigned char)text.at[i] >= 0x80)
            return true;
    return false;
}

static void set(struct look *look, enum feature feature, bool has, struct span where)
{
    if (look->state[feature] == STATE_LACKS)
        return;
    look->state[feature] = has ? STATE_HAS : STATE_LACKS;
    look->where[feature] = where;
}

/* Breaks that only make empty lines; of `</br>` more is said elsewhere. */
static void look_at_breaks(struct look *look, const struct document *doc, struct span cell)
{
    str text = document_text(doc, cell);
    struct line_break here, last = {0};
    bool any = false;
    for (size_t at = 0; break_next(text, &at, &here); last = here, any = true) {
        bool again = any && str_trim(str_sub(text, last.end, here.start)).n == 0;
        struct span where = span_of(cell.start + here.start, cell.start + here.end);
        if (here.closing || (again && last.closing))
            continue;
        set(look, FEATURE_BREAK_TWICE, !again, where);
        if (here.start == 0 && here.end < text.n)
            set(look, FEATURE_BREAK_FRONT, false, where);
        if (here.end == text.n && here.start > 0 && !again)
            set(look, FEATURE_BREAK_END, false, where);
    }
}

/* Whether it holds what almost is a link: then its title may be anywhere. It is counted, so that no
 * style is made of the rest, but nothing is said of it. */
static bool has_stray(const struct document *doc, const struct entry *entry)
{
    uint32_t low = 0, high = doc->stray_count;
    while (low < high) {
        uint32_t middle = low + (high - low) / 2;
        if (doc->strays[middle].close < entry->span.start)
            low = middle + 1;
        else
            high = middle;
    }
    return (low < doc->stray_count && doc->strays[low].close < entry->span.end) ||
           str_has(document_text(doc, entry->span), STR(")[http"));
}

/* Whether the title leads somewhere itself; entries without any link are another rule's matter. */
static void look_at_title(struct look *look, const struct document *doc, const struct entry *entry)
{
    if (entry->title_ref != NO_INDEX) {
        look->state[FEATURE_TITLE_LINK] = STATE_HAS;
        return;
    }
    bool link = false;
    const struct reference *references = entry_references(doc, entry);
    for (uint32_t i = 0; i < entry->ref_count && !link; i++)
        link = references[i].kind == REF_LINK && references[i].url.n > 0;
    str title = document_text(doc, entry->title);
    if (link && shown_words(title) >= 2 && !str_has(title, STR("](")))
        set(look, FEATURE_TITLE_LINK, false, entry->title);
}

/* The cell that holds the title, or UINT16_MAX. */
static uint16_t title_cell(const struct document *doc, const struct entry *entry)
{
    const struct row *row = &doc->rows[entry->row];
    const struct cell *cells = row_cells(doc, row);
    for (uint16_t i = 0; i < row->cell_count && !span_is_empty(entry->title); i++)
        if (span_holds(cells[i].span, entry->title))
            return i;
    return UINT16_MAX;
}

/* What stands behind the title in its cell. */
static struct span behind_title(const struct document *doc, const struct entry *entry,
                                struct span cell)
{
    uint32_t start = entry->title_ref != NO_INDEX ? doc->references[entry->title_ref].span.end
                                                  : entry->title.end;
    while (start < cell.end && str_find_char(STR("*_`"), doc->source.at[start]) != STR_NPOS)
        start++;
    return start < cell.end ? span_of(start, cell.end) : span_of(cell.end, cell.end);
}

static str shown(struct check *check, struct span span)
{
    buf_clear(&check->text);
    shown_text(&check->text, document_text(check->doc, span));
    return buf_str(&check->text);
}

static void look_at_authors(struct check *check, struct look *look, const struct entry *entry)
{
    const struct document *doc = check->doc;
    const struct row *row = &doc->rows[entry->row];
    uint32_t column = check->authors[row->table];
    uint16_t title = column == NO_INDEX ? UINT16_MAX : title_cell(doc, entry);
    if (title == UINT16_MAX || column >= row->cell_count)
        return;
    struct span cell = cell_trim(doc, row_cells(doc, row)[column]);
    if (column != title) {
        set(look, FEATURE_AUTHORS, !span_is_empty(cell), entry->title);
        return;
    }
    struct span rest = behind_title(doc, entry, cell);
    str text = document_text(doc, rest);
    size_t at = 0;
    struct line_break br;
    bool parted = break_next(text, &at, &br);
    str behind = str_trim_left(str_skip(text, parted ? br.end : 0));
    bool authors =
        (behind.n > 0 && ascii_is_alpha(behind.at[0])) || has_letters(shown(check, rest));
    set(look, FEATURE_AUTHORS, authors, entry->title);
    if (authors)
        set(look, FEATURE_BREAK, parted, rest);
}

static void look_at_row(struct check *check, struct look *look, const struct entry *entry)
{
    const struct document *doc = check->doc;
    const struct row *row = &doc->rows[entry->row];
    for (uint16_t i = 0; i < row->cell_count; i++)
        if (i != row->hidden)
            look_at_breaks(look, doc, cell_trim(doc, row_cells(doc, row)[i]));
    set(look, FEATURE_BREAK_FRONT, true, row->span);
    set(look, FEATURE_BREAK_END, true, row->span);
    look_at_authors(check, look, entry);
}

/* A line below the title that begins with an emphasis and not with bold text. */
static void look_at_lines(struct look *look, const struct document *doc, const struct entry *entry)
{
    str rest = document_text(doc, entry->span);
    bool italics = false;
    uint32_t lines = 0;
    str_cut(&rest, '\n');
    for (; rest.n > 0 && !italics; lines++) {
        str line = str_trim(str_cut(&rest, '\n'));
        italics = line.n > 1 && (line.at[0] == '*' || line.at[0] == '_') &&
                  line.at[1] != line.at[0] && line.at[1] != ' ';
    }
    if (lines > 0)
        set(look, FEATURE_AUTHOR_LINE, italics, entry->title);
}

static struct look look_at(struct check *check, const struct entry *entry)
{
    struct look look = {0};
    look_at_title(&look, check->doc, entry);
    if (entry->kind == ENTRY_ROW)
        look_at_row(check, &look, entry);
    else if (entry->kind == ENTRY_PARAGRAPH)
        look_at_lines(&look, check->doc, entry);
    return look;
}

static uint8_t count(struct check *check, const struct entry *entry)
{
    struct look look = look_at(check, entry);
    struct tallies *list = &check->lists[entry->list];
    unsigned lacks = 0;
    for (int f = 0; f < FEATURE_COUNT; f++) {
        bool lack = look.state[f] == STATE_LACKS;
        list->of[f].has += look.state[f] == STATE_HAS;
        list->of[f].lacks += lack;
        lacks |= (unsigned)lack << f;
    }
    const unsigned of_title =
        1U << FEATURE_TITLE_LINK | 1U << FEATURE_AUTHORS | 1U << FEATURE_BREAK;
    if ((lacks & of_title) && entry->title_ref == NO_INDEX && has_stray(check->doc, entry))
        lacks &= ~of_title;
    return (uint8_t)lacks;
}

/* Nearly all entries of the kind have it, and those of its own list too. */
static bool is_custom(const struct check *check, uint32_t list, enum feature feature)
{
    enum { SHARE = 5 };
    const struct tally *here = &check->lists[list].of[feature];
    const struct tally *all = &check->of_kind[check->kinds[list]].of[feature];
    uint32_t cases = all->has + all->lacks;
    return here->has >= SHARE * here->lacks && cases >= MAJORITY_CASES &&
           (uint64_t)all->has * 100 >= (uint64_t)cases * MAJORITY_STYLE;
}

static void report(struct check *check, const struct entry *entry, const struct look *look,
                   enum feature feature)
{
    const struct tally *all = &check->of_kind[check->kinds[entry->list]].of[feature];
    const char *kind = entry->kind == ENTRY_ROW ? "rows" : "entries";
    struct finding *finding = lint_report(check->lint, check->doc, look->where[feature],
                                          "%s; %u of %u %s %s", messages[feature].text, all->has,
                                          all->has + all->lacks, kind, messages[feature].rest);
    lint_entry(check->lint, finding, entry);
    lint_discriminator(check->lint, finding, str_from(messages[feature].text));
}

/* The title again where the authors stand: the line behind it, up to the next break. */
static void check_repeated(struct check *check, const struct entry *entry)
{
    enum { SURE = 8 };
    const struct document *doc = check->doc;
    uint16_t cell = entry->kind == ENTRY_ROW ? title_cell(doc, entry) : UINT16_MAX;
    struct span in = entry->span;
    if (entry->kind == ENTRY_ROW && cell != UINT16_MAX)
        in = cell_trim(doc, row_cells(doc, &doc->rows[entry->row])[cell]);
    else if (entry->kind != ENTRY_PARAGRAPH)
        return;
    str title = str_trim(document_text(doc, entry->title));
    str rest = break_trim_left(document_text(doc, behind_title(doc, entry, in)));
    while (rest.n > 0 && (rest.at[0] == '\\' || rest.at[0] == '*' || rest.at[0] == '_' ||
                          ascii_is_space(rest.at[0])))
        rest = str_skip(rest, 1);
    if (title.n < SURE || rest.n < SURE ||
        !str_eq_nocase(str_sub(rest, 0, SURE), str_sub(title, 0, SURE)))
        return;
    struct line_break br;
    size_t at = 0;
    if (break_next(rest, &at, &br))
        rest = str_sub(rest, 0, br.start);
    str line = rest;
    line = str_trim_right(str_cut(&line, '\n'));
    while (line.n > 0 && str_find_char(STR("\\*_. "), line.at[line.n - 1]) != STR_NPOS)
        line.n--;
    if (title_compare(title, line) != TITLES_SAME)
        return;
    size_t start = (size_t)(line.at - doc->source.at);
    struct finding *finding = lint_report(check->lint, doc, span_of(start, start + line.n),
                                          "the title stands where the authors are expected");
    lint_entry(check->lint, finding, entry);
    lint_discriminator(check->lint, finding, STR("repeated"));
}

/* The cell of a row, or the line, that holds the byte. */
static struct span container_at(const struct document *doc, uint32_t offset)
{
    const struct row *row = document_row_at(doc, offset);
    if (row && row->cell_count > 0) {
        const struct cell *cells = row_cells(doc, row);
        uint32_t cell = 0, count = row->cell_count;
        while (count > 1) { /* the last cell that begins at or before the byte */
            uint32_t half = count / 2;
            cell += cells[cell + half].span.start <= offset ? half : 0;
            count -= half;
        }
        return cells[cell].span;
    }
    return document_line_span(doc, document_line(doc, offset));
}

/*
 * `</br>` becomes `<br>`; where it makes only an empty line, at the edge of its cell or beside
 * another break, it goes.
 */
static void mend_closing(struct check *check, struct finding *finding, struct span tag)
{
    const struct document *doc = check->doc;
    struct span in = container_at(doc, tag.start);
    str before = document_text(doc, span_of(in.start, tag.start));
    str behind = document_text(doc, span_of(tag.end, in.end));
    struct line_break next = {0};
    size_t at = 0;
    bool cell = document_line_span(doc, document_line(doc, tag.start)).start != in.start;
    bool beside = break_next(behind, &at, &next) && !next.closing &&
                  str_trim(str_sub(behind, 0, next.start)).n == 0;
    bool again = break_trim_right(before).n < str_trim_right(before).n;
    bool front = cell && break_trim_right(before).n == 0;
    bool end = cell && break_trim_left(behind).n == 0;
    if (!beside && !again && !front && !end) {
        lint_edit(check->lint, finding, FIX_SAFE, tag, STR("<br>"));
        return;
    }
    if (end || again)
        tag.start = in.start + (uint32_t)str_trim_right(before).n;
    else
        tag.end += (uint32_t)(behind.n - str_trim_left(behind).n);
    lint_edit(check->lint, finding, FIX_SAFE, tag, (str){NULL, 0});
}

static bool is_break(const struct document *doc, const struct opaque *opaque, bool closing)
{
    struct line_break br;
    size_t at = 0;
    str text = document_text(doc, opaque->span);
    return opaque->kind == OPAQUE_TAG && text.n > 3 && (text.at[1] == '/') == closing &&
           break_next(text, &at, &br);
}

static uint32_t count_breaks(const struct document *doc, bool closing)
{
    uint32_t count = 0;
    for (uint32_t i = 0; i < doc->opaque_count; i++)
        count += is_break(doc, &doc->opaques[i], closing);
    return count;
}

static void check_closing(struct check *check)
{
    const struct document *doc = check->doc;
    uint32_t wrong = count_breaks(doc, true);
    if (wrong == 0)
        return;
    uint32_t all = wrong + count_breaks(doc, false);
    if (all >= MAJORITY_CASES && (uint64_t)wrong * 100 >= (uint64_t)all * MAJORITY_STYLE)
        return;
    for (uint32_t i = 0; i < doc->opaque_count; i++) {
        if (!is_break(doc, &doc->opaques[i], true))
            continue;
        struct finding *finding = lint_report(check->lint, doc, doc->opaques[i].span,
                                              "</br> is no tag of HTML; the line break is <br>");
        mend_closing(check, finding, doc->opaques[i].span);
    }
}

static uint32_t authors_column(struct check *check, const struct table *table)
{
    for (uint32_t i = 0; i < table->columns; i++)
        if (str_find_nocase(shown(check, column_header(check->doc, table, i)), STR("author")) !=
            STR_NPOS)
            return i;
    return NO_INDEX;
}

static void check_document(struct lint *lint, const struct document *doc)
{
    struct check check = {.lint = lint, .doc = doc};
    check_closing(&check);
    if (doc->entry_count == 0)
        return;
    check.kinds = mem_alloc(doc->list_count, sizeof *check.kinds);
    check.lists = mem_alloc(doc->list_count, sizeof *check.lists);
    check.of_kind = mem_alloc(kinds_of_lists(doc, check.kinds), sizeof *check.of_kind);
    check.authors = mem_alloc(doc->table_count + 1u, sizeof *check.authors);
    for (uint32_t i = 0; i < doc->table_count; i++)
        check.authors[i] = authors_column(&check, &doc->tables[i]);
    uint8_t *lacks = mem_alloc(doc->entry_count, 1);
    for (uint32_t i = 0; i < doc->entry_count; i++)
        if (!doc->entries[i].navigation && !doc->sections[doc->entries[i].section].news) {
            lacks[i] = count(&check, &doc->entries[i]);
            check_repeated(&check, &doc->entries[i]);
        }
    for (uint32_t i = 0; i < doc->list_count; i++) {
        struct tallies *kind = &check.of_kind[check.kinds[i]];
        for (int f = 0; f < FEATURE_COUNT; f++) {
            kind->of[f].has += check.lists[i].of[f].has;
            kind->of[f].lacks += check.lists[i].of[f].lacks;
        }
    }
    for (uint32_t i = 0; i < doc->entry_count; i++) {
        if (lacks[i] == 0)
            continue;
        const struct entry *entry = &doc->entries[i];
        struct look look = look_at(&check, entry);
        for (int f = 0; f < FEATURE_COUNT; f++)
            if (look.state[f] == STATE_LACKS && is_custom(&check, entry->list, (enum feature)f))
                report(&check, entry, &look, (enum feature)f);
    }
    mem_free(check.kinds);
    mem_free(check.lists);
    mem_free(check.of_kind);
    mem_free(check.authors);
    mem_free(lacks);
    buf_free(&check.text);
}

const struct rule rule_entry_format = {
    .summary = "an entry is written unlike the others of its list",
    .severity = SEVERITY_WARNING,
    .relative = true,
    .document = check_document,
};
