#include "lint/row_template.h"

#include "doc/badge.h"
#include "doc/breaks.h"
#include "doc/entry_date.h"
#include "doc/label.h"
#include "doc/transplant.h"
#include "doc/written_date.h"

static const str names[ROW_PARTS] = {
    [ROW_TITLE] = STR_INIT("title"),     [ROW_URL] = STR_INIT("url"),
    [ROW_AUTHORS] = STR_INIT("authors"), [ROW_DATE] = STR_INIT("date"),
    [ROW_PICTURE] = STR_INIT("picture"), [ROW_BADGES] = STR_INIT("badges"),
    [ROW_LINKS] = STR_INIT("links"),
};

enum piece_kind { PIECE_TEXT, PIECE_PART, PIECE_OPEN, PIECE_CLOSE, PIECE_WRONG };

struct piece {
    enum piece_kind kind;
    enum row_part part;
    str text; /* of PIECE_TEXT; of a part what stands between two */
};

/* The name in a brace, and behind it what stands between two. */
static struct piece read_brace(str inside)
{
    size_t n = 0;
    while (n < inside.n && inside.at[n] >= 'a' && inside.at[n] <= 'z')
        n++;
    struct piece piece = {PIECE_WRONG, ROW_PARTS, str_skip(inside, n)};
    for (enum row_part part = 0; part < ROW_PARTS; part++)
        if (str_eq(str_sub(inside, 0, n), names[part]))
            piece.part = part;
    bool many = piece.part == ROW_BADGES || piece.part == ROW_LINKS;
    if (piece.part < ROW_PARTS && (many || piece.text.n == 0))
        piece.kind = PIECE_PART;
    else
        piece.text = inside;
    return piece;
}

/* Cut the next piece off a template that is not empty. */
static struct piece next_piece(str *rest)
{
    static const struct {
        str text;
        enum piece_kind kind;
    } marks[] = {
        {STR_INIT("{{"), PIECE_TEXT},
        {STR_INIT("}}"), PIECE_TEXT},
        {STR_INIT("{?"), PIECE_OPEN},
        {STR_INIT("?}"), PIECE_CLOSE},
    };
    for (size_t i = 0; i < sizeof marks / sizeof *marks; i++) {
        if (!str_starts(*rest, marks[i].text))
            continue;
        struct piece piece = {marks[i].kind, ROW_PARTS, str_sub(*rest, 0, 1)};
        *rest = str_skip(*rest, 2);
        return piece;
    }
    char first = rest->at[0];
    size_t close = str_find_char(*rest, '}');
    if (first == '}' || (first == '{' && close == STR_NPOS)) {
        struct piece piece = {PIECE_WRONG, ROW_PARTS, *rest};
        *rest = str_skip(*rest, rest->n);
        return piece;
    }
    if (first == '{') {
        struct piece piece = read_brace(str_sub(*rest, 1, close));
        *rest = str_skip(*rest, close + 1);
        return piece;
    }
    size_t n = 1;
    while (n < rest->n && rest->at[n] != '{' && rest->at[n] != '}' &&
           !str_starts(str_skip(*rest, n), STR("?}")))
        n++;
    struct piece piece = {PIECE_TEXT, ROW_PARTS, str_sub(*rest, 0, n)};
    *rest = str_skip(*rest, n);
    return piece;
}

enum rc row_template_check(str template, struct err *err)
{
    bool open = false, titled = false;
    if (str_find_char(template, '\n') != STR_NPOS || str_find_char(template, '\r') != STR_NPOS)
        return err_set(err, "row is one line");
    while (template.n > 0) {
        struct piece piece = next_piece(&template);
        if (piece.kind == PIECE_WRONG)
            return err_set(err,
                           "\"%.*s\" is no part of a row: write {title}, {url}, {authors}, {date}, "
                           "{picture}, {badges} or {links}, and {{ or }} for a brace itself",
                           STR_ARG(str_sub(piece.text, 0, 40)));
        if ((piece.kind == PIECE_OPEN && open) || (piece.kind == PIECE_CLOSE && !open))
            return err_set(err, "%s",
                           open ? "{? stands inside another {?: close that by ?} first"
                                : "?} closes no {?");
        open = piece.kind == PIECE_OPEN || (open && piece.kind != PIECE_CLOSE);
        titled = titled || (piece.kind == PIECE_PART && piece.part == ROW_TITLE);
    }
    if (open)
        return err_set(err, "{? is never closed: write ?} behind what it is about");
    return titled ? RC_OK : err_set(err, "row has no {title}");
}

/* A value on one line; in a table its pipes are escaped. */
static void add_value(struct buf *out, str value, bool table)
{
    for (size_t i = 0; i < value.n; i++) {
        char c = value.at[i];
        if (c == '\n' || c == '\r') {
            while (i + 1 < value.n && ascii_is_space(value.at[i + 1]))
                i++;
            while (out->n > 0 && out->at[out->n - 1] == ' ')
                out->n--;
            c = ' ';
        } else if (c == '|' && table && (i == 0 || value.at[i - 1] != '\\')) {
            buf_add_char(out, '\\');
        }
        buf_add_char(out, c);
    }
}

static void add_part(struct buf *out, const struct piece *piece, const struct row_values *values,
                     bool table)
{
    for (uint32_t i = 0; i < values->count[piece->part]; i++) {
        if (i > 0)
            buf_add(out, piece->text);
        add_value(out, values->at[piece->part][i], table);
    }
}

void row_template_fill(struct buf *out, str template, const struct row_values *values, bool table)
{
    size_t start = out->n, group = 0;
    bool in_group = false, any = false;
    while (template.n > 0) {
        struct piece piece = next_piece(&template);
        if (piece.kind == PIECE_TEXT) {
            buf_add(out, piece.text);
        } else if (piece.kind == PIECE_PART) {
            any = any || values->count[piece.part] > 0;
            add_part(out, &piece, values, table);
        } else {
            if (in_group && !any)
                out->n = group;
            in_group = piece.kind == PIECE_OPEN;
            any = false;
            group = out->n;
        }
    }
    while (out->n > start && ascii_is_space(out->at[out->n - 1]))
        out->n--;
}

static void add_classed(struct row_values *out, enum row_part part, str text, uint8_t class)
{
    if (text.n == 0 || out->count[part] == ROW_TEXTS_MAX)
        return;
    out->class[part][out->count[part]] = class;
    out->at[part][out->count[part]++] = text;
}

static void add_text(struct row_values *out, enum row_part part, str text)
{
    add_classed(out, part, text, 0);
}

/* An entry that is read, and the file that it is written into. */
struct reading {
    struct row_values *out;
    const struct document *doc;
    const struct entry *entry;
    str page;
    struct buf text;
};

static str moved(struct reading *reading, struct span span)
{
    buf_clear(&reading->text);
    transplant(&reading->text, reading->doc, reading->entry, span, reading->page);
    return arena_str(&reading->out->arena, buf_str(&reading->text));
}

/* What stands between the parentheses of a link; of another form its URL. */
static str target_of(struct reading *reading, const struct reference *ref)
{
    str whole = moved(reading, ref->span);
    size_t behind_text = ref->text.end - ref->span.start + 2;
    bool inside = ref->exact && (ref->form == FORM_INLINE || ref->form == FORM_REFERENCE) &&
                  behind_text < whole.n;
    return inside ? str_sub(whole, behind_text, whole.n - 1) : ref->url;
}

/* A link with its label in brackets of its own, whatever is around it: `[[Paper]](u)`. */
static void add_link(struct reading *reading, const struct reference *ref)
{
    const struct document *doc = reading->doc;
    str label = reference_label(doc, ref), whole = moved(reading, ref->span);
    uint8_t class = ref->label == LABEL_CODE ? 0 : ref->label == LABEL_PAPER ? 1 : 2;
    bool labelled = ref->kind == REF_LINK && ref->exact && label.n > 0 &&
                    (ref->form == FORM_INLINE || ref->form == FORM_REFERENCE);
    size_t behind_text = ref->text.end - ref->span.start;
    if (labelled && behind_text <= whole.n) /* the text has no target that could have moved */
        whole = arena_printf(&reading->out->arena, "[%.*s%.*s", STR_ARG(label),
                             STR_ARG(str_skip(whole, behind_text)));
    add_classed(reading->out, ROW_LINKS, whole, class);
}

static void add_reference(struct reading *reading, uint32_t index)
{
    const struct document *doc = reading->doc;
    const struct reference *ref = &doc->references[index];
    struct row_values *out = reading->out;
    if (ref->kind == REF_IMAGE) {
        struct span whole = ref->outer == NO_INDEX ? ref->span : doc->references[ref->outer].span;
        if (reference_is_badge(ref))
            add_classed(out, ROW_BADGES, moved(reading, whole), ref->badge != BADGE_STARS);
        else if (out->count[ROW_PICTURE] == 0)
            add_text(out, ROW_PICTURE, moved(reading, whole));
    } else if (index == reading->entry->title_ref) {
        add_text(out, ROW_URL, target_of(reading, ref));
    } else if (!reference_image(doc, ref)) {
        add_link(reading, ref);
    }
}

/* What stands behind the title up to the next link, cell or break: in front of it nothing is said.
 */
static str authors_of(const struct document *doc, const struct entry *entry)
{
    uint32_t start = entry->title_ref == NO_INDEX ? entry->title.end
                                                  : doc->references[entry->title_ref].span.end;
    uint32_t end = entry->span.end;
    uint32_t next = document_reference_at(doc, start);
    if (next < doc->reference_count && doc->references[next].span.start < end)
        end = doc->references[next].span.start;
    const struct row *row = entry->row == NO_INDEX ? NULL : &doc->rows[entry->row];
    for (uint32_t i = 0; row && i < row->cell_count; i++) {
        struct span cell = row_cells(doc, row)[i].span;
        if (cell.end >= start && cell.end < end)
            end = cell.end;
    }
    str text = document_text(doc, span_of(start, end < start ? start : end));
    size_t before;
    do {
        before = text.n;
        text = break_trim_right(break_trim_left(text));
        while (text.n > 0 && (text.at[0] == '.' || text.at[0] == ',' || text.at[0] == ':'))
            text = str_skip(text, 1);
        while (text.n > 0 && (text.at[text.n - 1] == '[' || text.at[text.n - 1] == '('))
            text.n--;
    } while (text.n != before);
    if (entry->row == NO_INDEX && str_ends(text, STR(".")))
        text.n--;
    return text;
}

static void add_date(struct row_values *out, str text)
{
    struct written_date date;
    if (written_date_read(text, &date) == WRITTEN_DATE)
        add_text(out, ROW_DATE, text);
}

void row_values_read(struct row_values *out, const struct document *doc, const struct entry *entry,
                     str page)
{
    struct reading reading = {.out = out, .doc = doc, .entry = entry, .page = page};
    add_text(out, ROW_TITLE, str_trim(document_text(doc, entry->title)));
    add_text(out, ROW_AUTHORS, authors_of(doc, entry));
    for (uint32_t i = entry->first_ref; i < entry->first_ref + entry->ref_count; i++)
        if (doc->references[i].entry == entry_index(doc, entry))
            add_reference(&reading, i);
    if (out->count[ROW_URL] == 0 && entry->paper_ref != NO_INDEX)
        add_text(out, ROW_URL, target_of(&reading, &doc->references[entry->paper_ref]));
    uint32_t column = NO_INDEX;
    if (entry->row != NO_INDEX)
        column = entry_date_column(doc, &doc->tables[doc->rows[entry->row].table], 0);
    for (enum entry_date_place place = 0; place < ENTRY_DATE_PLACES && out->count[ROW_DATE] == 0;
         place++)
        add_date(out, document_text(doc, entry_date_text(doc, entry, place, column)));
    buf_free(&reading.text);
}

void row_values_take(struct row_values *out, enum row_part part, const struct row_values *from)
{
    out->count[part] = from->count[part];
    for (uint32_t i = 0; i < from->count[part]; i++) {
        out->at[part][i] = from->at[part][i];
        out->class[part][i] = from->class[part][i];
    }
}

void row_order_add(struct row_order *order, const struct row_values *values)
{
    for (enum row_part part = ROW_BADGES; part <= ROW_LINKS; part++)
        for (uint32_t i = 0; i < values->count[part]; i++)
            for (uint32_t k = i + 1; k < values->count[part]; k++)
                order->before[part == ROW_LINKS][values->class[part][i]][values->class[part][k]]++;
}

void row_order_apply(const struct row_order *order, struct row_values *values)
{
    for (enum row_part part = ROW_BADGES; part <= ROW_LINKS; part++) {
        uint8_t *class = values->class[part];
        str *at = values->at[part];
        for (uint32_t i = 1; i < values->count[part]; i++) {
            for (uint32_t k = i; k > 0; k--) {
                uint8_t a = class[k - 1], b = class[k];
                const uint32_t(*before)[ROW_CLASSES] = order->before[part == ROW_LINKS];
                if (before[b][a] <= before[a][b])
                    break;
                str text = at[k];
                at[k] = at[k - 1];
                at[k - 1] = text;
                class[k] = a;
                class[k - 1] = b;
            }
        }
    }
}

void row_values_free(struct row_values *values)
{
    arena_free(&values->arena);
}
