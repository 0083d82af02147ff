#include "lint/habits.h"

#include "base/majority.h"
#include "base/utf8.h"
#include "doc/arxiv_style.h"
#include "doc/badge_style.h"
#include "doc/label.h"

#include <string.h>

enum {
    OPEN_TEXTS = 3, /* links of one text without a target that are no oversight */
    COPIED_FILES = 64
};

bool habit_is_style(uint32_t count, uint32_t cases)
{
    return cases >= MAJORITY_CASES && (uint64_t)count * 100 >= (uint64_t)cases * MAJORITY_STYLE;
}

/* Whether a configuration can name it. */
static bool is_text(str form)
{
    return utf8_find_invalid(form) == STR_NPOS;
}

static struct habit habit_of(struct habits *habits, const struct majority *majority)
{
    uint32_t count;
    str form = majority_form(majority, MAJORITY_CASES, MAJORITY_PROPOSAL, &count);
    return (struct habit){arena_str(&habits->arena, form), count, majority->cases};
}

/* Tables. */

static struct table_habit *table_habit(struct habits *habits, struct map *kinds, str names,
                                       const struct document *doc, const struct table *table)
{
    bool added;
    uint32_t *slot = map_put_copy(kinds, names, (uint32_t)habits->tables.n, &added);
    if (!added)
        return &habits->tables.at[*slot];
    struct table_habit kind = {.names = arena_str(&habits->arena, names),
                               .column_count = table->columns};
    kind.columns = arena_alloc(&habits->arena, table->columns * sizeof *kind.columns);
    str rest = kind.names;
    for (uint32_t i = 0; i < table->columns; i++) {
        kind.columns[i].name = str_cut(&rest, '\n');
        kind.columns[i].align = column_align(doc, table, i);
        kind.columns[i].required = true;
    }
    vec_push(&habits->tables, kind);
    return &habits->tables.at[habits->tables.n - 1];
}

static void add_rows(struct table_habit *kind, const struct document *doc,
                     const struct table *table)
{
    const struct row *rows = table_rows(doc, table);
    for (uint32_t r = 0; r < table->row_count; r++) {
        if (rows[r].kind != ROW_BODY)
            continue;
        const struct cell *cells = row_cells(doc, &rows[r]);
        kind->rows++;
        for (uint32_t i = 0; i < kind->column_count; i++)
            if (i >= rows[r].cell_count || span_is_empty(cell_trim(doc, cells[i])))
                kind->columns[i].required = false;
    }
}

static void read_tables(struct habits *habits, struct document *const *docs, uint32_t count)
{
    struct map kinds = {0};
    struct buf names = {0};
    for (uint32_t d = 0; d < count; d++) {
        for (uint32_t t = 0; t < docs[d]->table_count; t++) {
            const struct table *table = &docs[d]->tables[t];
            buf_clear(&names);
            columns_names(&names, docs[d], table);
            habits->table_count++;
            if (!is_text(buf_str(&names)))
                continue;
            struct table_habit *kind = table_habit(habits, &kinds, buf_str(&names), docs[d], table);
            kind->tables++;
            add_rows(kind, docs[d], table);
            for (uint32_t i = 0; i < kind->column_count; i++)
                if (kind->columns[i].align != column_align(docs[d], table, i))
                    kind->columns[i].align = ALIGN_ANY;
        }
    }
    for (size_t i = 0; i < habits->tables.n; i++)
        for (uint32_t k = 0; k < habits->tables.at[i].column_count; k++)
            if (habits->tables.at[i].rows < MAJORITY_CASES)
                habits->tables.at[i].columns[k].required = false;
    map_free(&kinds);
    buf_free(&names);
}

/* Links. */

/* How the links of each label are spelt. */
struct spellings {
    struct map labels; /* label_fold() -> index */
    VEC(struct majority) at;
    struct buf fold;
};

static void add_label(struct spellings *spellings, str label)
{
    buf_clear(&spellings->fold);
    if (label.n > 0)
        label_fold(&spellings->fold, label);
    if (spellings->fold.n == 0)
        return;
    bool added;
    uint32_t *slot = map_put_copy(&spellings->labels, buf_str(&spellings->fold),
                                  (uint32_t)spellings->at.n, &added);
    if (added)
        vec_push(&spellings->at, (struct majority){0});
    majority_add(&spellings->at.at[*slot], label);
}

static bool is_open(const struct document *doc, const struct reference *ref, str *text)
{
    str url = str_trim(ref->url);
    if (ref->kind != REF_LINK || ref->form != FORM_INLINE || reference_image(doc, ref) ||
        (url.n > 0 && !str_eq(url, STR("#"))))
        return false;
    *text = str_trim(document_text(doc, ref->text));
    return text->n > 0;
}

static void keep_open_text(void *self, str text, uint32_t count)
{
    struct habits *habits = self;
    if (count >= OPEN_TEXTS && is_text(text))
        vec_push(&habits->open_texts,
                 (struct habit){arena_str(&habits->arena, text), count, count});
}

static void read_links(struct habits *habits, struct document *const *docs, uint32_t count)
{
    struct spellings spellings = {0};
    struct majority forms = {0}, versions = {0};
    struct map open = {0};
    for (uint32_t d = 0; d < count; d++) {
        for (uint32_t i = 0; i < docs[d]->reference_count; i++) {
            const struct reference *ref = &docs[d]->references[i];
            struct arxiv_style style;
            str text;
            add_label(&spellings, reference_entry_label(docs[d], ref));
            if (arxiv_style_of(docs[d], ref, &style)) {
                majority_add(&forms, style.form);
                majority_add(&versions, style.version.n > 0 ? STR("v") : STR("none"));
            }
            if (is_open(docs[d], ref, &text))
                ++*map_put_copy(&open, text, 0, NULL);
        }
    }
    habits->arxiv_form = habit_of(habits, &forms);
    habits->arxiv_version = habit_of(habits, &versions);
    for (size_t i = 0; i < spellings.at.n; i++) {
        struct habit habit = habit_of(habits, &spellings.at.at[i]);
        if (habit.form.n > 0 && is_text(habit.form))
            vec_push(&habits->labels, habit);
        majority_free(&spellings.at.at[i]);
    }
    map_each(&open, keep_open_text, habits);
    map_free(&open);
    map_free(&spellings.labels);
    vec_free(&spellings.at);
    buf_free(&spellings.fold);
    majority_free(&forms);
    majority_free(&versions);
}

/* Badges. */

/* What a family is called: by its alt text, else by the label of its badges. */
static str family_name(struct habits *habits, const struct badge_styles *styles, uint32_t family)
{
    const struct badge_family *of = &styles->families.at[family];
    str name = of->norms[BADGE_ALT].value;
    if (name.n == 0)
        name = styles->shapes.at[of->shape].label;
    if (name.n == 0)
        return arena_printf(&habits->arena, "badge-%u", family + 1);
    char *lower = arena_copy(&habits->arena, name.at, name.n, 1);
    for (size_t i = 0; i < name.n; i++)
        lower[i] = ascii_lower(lower[i]);
    return (str){lower, name.n};
}

static void add_family(struct habits *habits, const struct badge_styles *styles, uint32_t family)
{
    const struct badge_family *of = &styles->families.at[family];
    struct buf template = {0};
    if (of->cases >= MAJORITY_CASES && badge_style_template(styles, family, &template)) {
        struct badge_habit habit = {.name = family_name(habits, styles, family),
                                    .template = arena_str(&habits->arena, buf_str(&template)),
                                    .count = of->cases,
                                    .cases = of->cases,
                                    .badges = of->cases};
        for (int i = 0; i < BADGE_ASPECT_COUNT; i++) {
            const struct badge_norm *norm = &of->norms[i];
            if (norm->cases > 0 &&
                (uint64_t)norm->count * habit.cases < (uint64_t)habit.count * norm->cases) {
                habit.count = norm->count;
                habit.cases = norm->cases;
            }
        }
        if (is_text(habit.name) && is_text(habit.template))
            vec_push(&habits->badges, habit);
    }
    buf_free(&template);
}

static void read_badges(struct habits *habits, struct document *const *docs, uint32_t count)
{
    struct badge_styles styles = {0};
    badge_styles_learn(&styles, docs, count, MAJORITY_PROPOSAL);
    for (uint32_t i = 0; i < styles.families.n; i++)
        add_family(habits, &styles, i);
    badge_styles_free(&styles);
}

/* Copies. */

/* Where an entry's key is met: in one file, or in several. */
#define IN_SEVERAL UINT32_MAX

static bool is_paper(const struct entry *entry)
{
    return !entry->navigation && !str_starts(entry->key, STR("text:"));
}

static void find_keys(struct map *keys, struct document *const *docs, uint32_t count)
{
    for (uint32_t d = 0; d < count; d++)
        for (uint32_t i = 0; i < docs[d]->entry_count; i++) {
            if (!is_paper(&docs[d]->entries[i]))
                continue;
            uint32_t *first = map_put(keys, docs[d]->entries[i].key, d, NULL);
            if (*first != d)
                *first = IN_SEVERAL;
        }
}

/* Papers of a document, and those of them that other files have too. */
static struct habit count_twins(const struct map *keys, const struct document *doc)
{
    struct habit habit = {.form = doc->path};
    for (uint32_t i = 0; i < doc->entry_count; i++) {
        if (!is_paper(&doc->entries[i]))
            continue;
        habit.cases++;
        habit.count += *map_get(keys, doc->entries[i].key) == IN_SEVERAL;
    }
    return habit;
}

static bool is_copied(const struct habit *habit)
{
    return habit->cases >= MAJORITY_CASES &&
           (uint64_t)habit->count * 100 >= (uint64_t)habit->cases * MAJORITY_PROPOSAL;
}

/* The other files that have papers of the page; each key of the page is looked up once a file. */
static void find_sources(struct habits *habits, struct copies_habit *copies,
                         struct document *const *docs, uint32_t count, uint32_t page)
{
    struct map keys = {0};
    for (uint32_t i = 0; i < docs[page]->entry_count; i++)
        if (is_paper(&docs[page]->entries[i]))
            map_put(&keys, docs[page]->entries[i].key, 0, NULL);
    copies->of = arena_alloc(&habits->arena, COPIED_FILES * sizeof *copies->of);
    for (uint32_t d = 0; d < count && copies->of_count < COPIED_FILES; d++) {
        bool has = false;
        for (uint32_t i = 0;
             d != page && is_text(docs[d]->path) && i < docs[d]->entry_count && !has; i++)
            has = is_paper(&docs[d]->entries[i]) && map_get(&keys, docs[d]->entries[i].key);
        if (has)
            copies->of[copies->of_count++] = arena_str(&habits->arena, docs[d]->path);
    }
    map_free(&keys);
}

static bool is_front_page(str path)
{
    return str_eq_nocase(path, STR("README.md"));
}

/*
 * The page that is made of copies: the front page where it is one, else the one with the fewest
 * entries, for the other of two files that repeat each other is the list itself.
 */
static void read_copies(struct habits *habits, struct document *const *docs, uint32_t count)
{
    struct map keys = {0};
    uint32_t best = NO_INDEX;
    struct habit least = {0};
    find_keys(&keys, docs, count);
    for (uint32_t d = 0; d < count; d++) {
        struct habit habit = count_twins(&keys, docs[d]);
        bool front = is_front_page(docs[d]->path);
        if (!is_copied(&habit) || !is_text(docs[d]->path) ||
            (best != NO_INDEX && is_front_page(docs[best]->path)))
            continue;
        if (best == NO_INDEX || front || habit.cases < least.cases) {
            best = d;
            least = habit;
        }
    }
    if (best != NO_INDEX) {
        struct copies_habit copies = {.page = arena_str(&habits->arena, docs[best]->path),
                                      .count = least.count,
                                      .cases = least.cases};
        find_sources(habits, &copies, docs, count, best);
        vec_push(&habits->copies, copies);
    }
    map_free(&keys);
}

static void read_entries(struct habits *habits, struct document *const *docs, uint32_t count)
{
    for (uint32_t d = 0; d < count; d++)
        for (uint32_t i = 0; i < docs[d]->entry_count; i++) {
            const struct entry *entry = &docs[d]->entries[i];
            habits->entries += !entry->navigation;
            if (span_is_empty(entry->hidden))
                continue;
            str hidden = document_text(docs[d], entry->hidden);
            bool date = hidden.n > 0 && ascii_is_digit(hidden.at[hidden.n - 1]);
            habits->hidden_dates += date;
            habits->hidden_others += !date;
        }
}

void habits_read(struct habits *habits, struct document *const *docs, uint32_t count)
{
    read_tables(habits, docs, count);
    read_links(habits, docs, count);
    read_badges(habits, docs, count);
    read_copies(habits, docs, count);
    read_entries(habits, docs, count);
}

void habits_free(struct habits *habits)
{
    vec_free(&habits->tables);
    vec_free(&habits->labels);
    vec_free(&habits->open_texts);
    vec_free(&habits->copies);
    vec_free(&habits->badges);
    arena_free(&habits->arena);
}
