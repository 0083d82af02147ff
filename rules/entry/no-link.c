#include "base/majority.h"
#include "base/mem.h"
#include "doc/kinds.h"
#include "doc/shown.h"
#include "lint/rule.h"

enum { OPTION_ALLOW };

static const struct option options[] = {
    [OPTION_ALLOW] = {.name = "allow",
                      .type = OPTION_LIST,
                      .fallback = "soon|TBD|TBA|TODO|WIP|N/A|to appear|under review|in press|"
                                  "forthcoming|unpublished|not available|no link",
                      .help = "words that say why an entry has no link, letter case aside"},
    {.name = NULL},
};

/* Of a list, or of all lists of one kind. */
struct tally {
    uint32_t linked, bare;
};

/* An entry without a link, as far as its look goes. */
struct bare {
    struct span span; /* its text: of an item, or of the cell with the title */
    uint32_t list, entry;
};

struct check {
    struct lint *lint;
    const struct document *doc;
    uint32_t *kinds;       /* of each list */
    struct tally *tallies; /* of each list */
    struct tally *of_kind; /* of each kind */
    VEC(struct bare) bare;
    struct buf text;
};

/* What a reader sees of a piece of text; valid until the next call. */
static str shown(struct check *check, struct span span)
{
    buf_clear(&check->text);
    shown_text(&check->text, document_text(check->doc, span));
    return buf_str(&check->text);
}

/* Markup that was meant as a link, or an address as text: another rule's matter. */
static bool holds_address(str text)
{
    return str_has(text, STR("](")) || str_has(text, STR("] (")) || str_has(text, STR("://")) ||
           str_has(text, STR("www.")) || str_find_nocase(text, STR("<a ")) != STR_NPOS;
}

static bool is_explained(const struct lint *lint, str text)
{
    const struct option_value *allow = lint_option(lint, OPTION_ALLOW);
    for (size_t i = 0; i < allow->list_count; i++)
        if (str_has_words(text, allow->list[i]))
            return true;
    return false;
}

/* A name or a title, and no remark on the list: "and more", "Note: ...", "Other papers:". */
static bool reads_as_entry(str text)
{
    static const str remarks[] = {STR_INIT("note"),  STR_INIT("ps"),     STR_INIT("todo"),
                                  STR_INIT("see"),   STR_INIT("more"),   STR_INIT("and"),
                                  STR_INIT("other"), STR_INIT("others"), STR_INIT("etc")};
    size_t letters = 0;
    while (letters < text.n && ascii_is_alpha(text.at[letters]))
        letters++;
    for (size_t i = 0; i < sizeof remarks / sizeof *remarks; i++)
        if (str_eq_nocase(str_sub(text, 0, letters), remarks[i]))
            return false;
    return shown_words(text) >= 3 && !str_ends(text, STR(":")) && !str_ends(text, STR("...")) &&
           !str_ends(text, STR("…")) && !str_starts(text, STR("("));
}

/* Whether an entry leads anywhere; one whose link lacks a target has one, that is broken. */
static bool has_link(const struct document *doc, const struct entry *entry)
{
    const struct reference *references = entry_references(doc, entry);
    for (uint32_t i = 0; i < entry->ref_count; i++)
        if (references[i].kind == REF_LINK &&
            (references[i].url.n > 0 || !reference_image(doc, &references[i])))
            return true;
    return false;
}

/* A sign in place of a link: "-", "✗". */
static bool is_placeholder(str cell)
{
    enum { LONGEST = 8 };
    for (size_t i = 0; i < cell.n; i++)
        if (ascii_is_alnum(cell.at[i]))
            return false;
    return cell.n > 0 && cell.n <= LONGEST;
}

static void read_row(struct check *check, const struct entry *entry)
{
    const struct document *doc = check->doc;
    const struct row *row = &doc->rows[entry->row];
    struct tally *tally = &check->tallies[entry->list];
    if (has_link(doc, entry)) {
        tally->linked++;
        return;
    }
    uint32_t filled = 0;
    bool placeholder = false;
    for (uint16_t i = 0; i < row->cell_count; i++) {
        str cell = document_text(doc, cell_trim(doc, row_cells(doc, row)[i]));
        filled += i != row->hidden && cell.n > 0;
        placeholder = placeholder || is_placeholder(cell);
    }
    struct span title = span_is_empty(entry->title) ? entry->span : entry->title;
    if (filled < 2 || holds_address(document_text(doc, entry->span)))
        return; /* names a section, or is empty */
    if (placeholder || !reads_as_entry(shown(check, title)))
        return;
    tally->bare++;
    vec_push(&check->bare, (struct bare){title, entry->list, entry_index(doc, entry)});
}

/* The text of an item without its marker, where it opens the item. */
static struct span item_text(const struct document *doc, const struct block *block)
{
    str text = str_trim(document_text(doc, block->span));
    size_t digits = 0;
    while (str_starts(text, STR(">")))
        text = str_trim_left(str_skip(text, 1));
    while (digits < text.n && ascii_is_digit(text.at[digits]))
        digits++;
    bool bullet = text.n > 1 && str_find_char(STR("-*+"), text.at[0]) != STR_NPOS;
    bool number =
        digits > 0 && digits + 1 < text.n && (text.at[digits] == '.' || text.at[digits] == ')');
    size_t marker = bullet ? 1 : number ? digits + 1 : 0;
    if (marker == 0 || !ascii_is_space(text.at[marker]))
        return span_of(block->span.start, block->span.start);
    text = str_trim_left(str_skip(text, marker));
    size_t start = (size_t)(text.at - doc->source.at);
    return span_of(start, start + text.n);
}

/* Whether the item that the block opens holds a list of its own. */
static bool is_heading(const struct document *doc, uint32_t index)
{
    const struct block *block = &doc->blocks[index];
    if (index + 1 == doc->block_count || doc->blocks[index + 1].kind != BLOCK_ITEM_TEXT)
        return false;
    const struct block *next = &doc->blocks[index + 1];
    return doc->lists[next->list].depth > doc->lists[block->list].depth &&
           next->span.start < doc->lists[block->list].span.end;
}

static void read_item(struct check *check, uint32_t index)
{
    const struct document *doc = check->doc;
    const struct block *block = &doc->blocks[index];
    const struct entry *entry = block->entry == NO_INDEX ? NULL : &doc->entries[block->entry];
    struct span text = item_text(doc, block);
    if ((entry && entry->list == block->list) || span_is_empty(text))
        return; /* an entry, or a further paragraph of an item */
    if (is_heading(doc, index) || holds_address(document_text(doc, text)) ||
        !reads_as_entry(shown(check, text)))
        return;
    check->tallies[block->list].bare++;
    vec_push(&check->bare, (struct bare){text, block->list, NO_INDEX});
}

static void read_document(struct check *check)
{
    const struct document *doc = check->doc;
    for (uint32_t i = 0; i < doc->entry_count; i++) {
        const struct entry *entry = &doc->entries[i];
        if (entry->navigation || doc->sections[entry->section].news)
            continue;
        if (entry->kind == ENTRY_ROW)
            read_row(check, entry);
        else
            check->tallies[entry->list].linked++;
    }
    for (uint32_t i = 0; i < doc->block_count; i++)
        if (doc->blocks[i].kind == BLOCK_ITEM_TEXT &&
            check->tallies[doc->blocks[i].list].linked > 0)
            read_item(check, i);
    for (uint32_t i = 0; i < doc->list_count; i++) {
        check->of_kind[check->kinds[i]].linked += check->tallies[i].linked;
        check->of_kind[check->kinds[i]].bare += check->tallies[i].bare;
    }
}

/* A list of few entries, or of several without link, may have a reason of its own. */
static bool is_exception(const struct check *check, uint32_t list)
{
    enum { LINKED = 5, SHARE = 5 };
    const struct tally *here = &check->tallies[list];
    const struct tally *all = &check->of_kind[check->kinds[list]];
    uint32_t cases = all->linked + all->bare;
    return here->linked >= LINKED && here->linked >= SHARE * here->bare &&
           cases >= MAJORITY_CASES &&
           (uint64_t)all->linked * 100 >= (uint64_t)cases * MAJORITY_STYLE;
}

static void report(struct check *check, const struct bare *bare)
{
    const struct document *doc = check->doc;
    const struct tally *all = &check->of_kind[check->kinds[bare->list]];
    struct span whole = bare->entry == NO_INDEX ? bare->span : doc->entries[bare->entry].span;
    if (!is_exception(check, bare->list) || is_explained(check->lint, document_text(doc, whole)))
        return;
    const char *kind = doc->lists[bare->list].kind == LIST_TABLE ? "rows" : "items";
    struct finding *finding = lint_report(check->lint, doc, bare->span,
                                          "this entry has no link; %u of %u %s like it have one",
                                          all->linked, all->linked + all->bare, kind);
    lint_help(check->lint, finding, "link the paper, or say why there is none (\"to appear\")");
    lint_discriminator(check->lint, finding, shown(check, bare->span));
}

static void check_document(struct lint *lint, const struct document *doc)
{
    if (doc->entry_count < MAJORITY_CASES)
        return;
    struct check check = {.lint = lint, .doc = doc};
    check.kinds = mem_alloc(doc->list_count, sizeof *check.kinds);
    check.tallies = mem_alloc(doc->list_count, sizeof *check.tallies);
    uint32_t count = kinds_of_lists(doc, check.kinds);
    check.of_kind = mem_alloc(count, sizeof *check.of_kind);
    read_document(&check);
    for (size_t i = 0; i < check.bare.n; i++)
        report(&check, &check.bare.at[i]);
    mem_free(check.kinds);
    mem_free(check.tallies);
    mem_free(check.of_kind);
    vec_free(&check.bare);
    buf_free(&check.text);
}

const struct rule rule_entry_no_link = {
    .summary = "an entry without a link among entries that have one",
    .severity = SEVERITY_WARNING,
    .options = options,
    .relative = true,
    .document = check_document,
};
