#include "base/majority.h"
#include "base/mem.h"
#include "base/near.h"
#include "doc/columns.h"
#include "doc/shown.h"
#include "lint/rule.h"

/* A table as it is. */
struct found {
    const struct document *doc;
    const struct table *table;
    str names; /* columns_names() */
};

/* Columns that tables are to have. */
struct kind {
    str names;                       /* as columns_names() gives them */
    const enum column_align *aligns; /* NULL: nothing is said about them */
    uint32_t count;
};

struct check {
    struct lint *lint;
    VEC(struct found) tables;
    VEC(struct kind) kinds; /* of the configuration, or the one that most tables are of */
    bool configured;
    str where; /* "in the configuration", "in 23 of the list's 24 tables" */
    struct arena arena;
    struct buf text;
};

static void find_tables(struct check *check, const struct repository *repo)
{
    for (uint32_t i = 0; i < repo->document_count; i++) {
        const struct document *doc = repo->documents[i];
        for (uint32_t j = 0; j < doc->table_count; j++) {
            buf_clear(&check->text);
            columns_names(&check->text, doc, &doc->tables[j]);
            str names = arena_str(&check->arena, buf_str(&check->text));
            vec_push(&check->tables, (struct found){doc, &doc->tables[j], names});
        }
    }
}

static void read_configuration(struct check *check, const struct form *form)
{
    check->configured = true;
    check->where = STR("in the configuration");
    for (size_t i = 0; i < form->table_count; i++) {
        const struct table_form *table = &form->tables[i];
        enum column_align *aligns =
            arena_alloc(&check->arena, table->column_count * sizeof *aligns);
        buf_clear(&check->text);
        for (size_t j = 0; j < table->column_count; j++) {
            shown_text(&check->text, table->columns[j].name);
            buf_add_char(&check->text, '\n');
            aligns[j] = table->columns[j].align;
        }
        str names = arena_str(&check->arena, buf_str(&check->text));
        vec_push(&check->kinds, (struct kind){names, aligns, (uint32_t)table->column_count});
    }
}

/* The alignment that the tables of these names share, or NULL. */
static const enum column_align *shared_aligns(struct check *check, str names, uint32_t count)
{
    struct majority forms = {0};
    for (size_t i = 0; i < check->tables.n; i++) {
        const struct found *found = &check->tables.at[i];
        if (!str_eq(found->names, names))
            continue;
        buf_clear(&check->text);
        columns_aligns(&check->text, found->doc, found->table);
        majority_add(&forms, buf_str(&check->text));
    }
    str form = majority_form(&forms, MAJORITY_CASES, MAJORITY_STYLE, NULL);
    enum column_align *aligns = NULL;
    if (form.at) {
        size_t n = 0;
        aligns = arena_alloc(&check->arena, count * sizeof *aligns);
        for (str rest = form; rest.n > 0 && n < count;)
            aligns[n++] = column_align_from(str_cut(&rest, '\n'));
    }
    majority_free(&forms);
    return aligns;
}

/* The columns that nearly all tables have. */
static void read_majority(struct check *check)
{
    struct majority forms = {0};
    for (size_t i = 0; i < check->tables.n; i++)
        majority_add(&forms, check->tables.at[i].names);
    uint32_t cases;
    str form = majority_form(&forms, MAJORITY_CASES, MAJORITY_STYLE, &cases);
    if (form.at) {
        struct kind kind = {.names = arena_str(&check->arena, form)};
        for (size_t i = 0; i < form.n; i++)
            kind.count += form.at[i] == '\n';
        kind.aligns = shared_aligns(check, kind.names, kind.count);
        vec_push(&check->kinds, kind);
        check->where =
            arena_printf(&check->arena, "in %u of the list's %zu tables", cases, check->tables.n);
    }
    majority_free(&forms);
}

/* How a table differs from a kind. Names are compared one by one, in their order. */
struct difference {
    uint32_t equal;   /* names that both have at the same place */
    uint32_t near;    /* at the same place, but for a letter or two */
    uint32_t common;  /* names of the table that the kind has at any place */
    uint32_t renamed; /* the first column of the table that is called otherwise; NO_INDEX */
    uint32_t extra;   /* the one column that only the table has, all others being the kind's */
    uint32_t missing; /* the one of the kind that the table has not */
};

static bool is_near(str a, str b)
{
    size_t distance = near_distance(a, b);
    return distance <= (a.n < 6 ? 1 : 2) && a.n > 2 && b.n > 2;
}

/* The one line of `more` that is not in `less`, which has all the others; NO_INDEX if it is not so.
 */
static uint32_t one_more(str more, str less)
{
    uint32_t at = 0, found = NO_INDEX;
    while (more.n > 0) {
        str name = str_cut(&more, '\n'), rest = less;
        if (str_eq(name, str_cut(&rest, '\n')) && less.n > 0)
            less = rest;
        else if (found == NO_INDEX)
            found = at;
        else
            return NO_INDEX;
        at++;
    }
    return less.n == 0 ? found : NO_INDEX;
}

static struct difference compare(const struct found *found, const struct kind *kind)
{
    struct difference difference = {.renamed = NO_INDEX};
    struct map names = {0};
    uint32_t at = 0;
    for (str rest = kind->names; rest.n > 0;)
        map_put(&names, str_cut(&rest, '\n'), 0, NULL);
    str mine = found->names, wanted = kind->names;
    for (; mine.n > 0; at++) {
        str name = str_cut(&mine, '\n');
        str other = wanted.n > 0 ? str_cut(&wanted, '\n') : (str){NULL, 0};
        bool same = at < kind->count && str_eq(name, other);
        difference.equal += same;
        difference.near += !same && is_near(name, other);
        difference.common += map_get(&names, name) != NULL;
        if (!same && difference.renamed == NO_INDEX)
            difference.renamed = at;
    }
    difference.extra = one_more(found->names, kind->names);
    difference.missing = one_more(kind->names, found->names);
    map_free(&names);
    return difference;
}

static uint32_t likeness(const struct difference *difference)
{
    return difference->equal + difference->near > difference->common
               ? difference->equal + difference->near
               : difference->common;
}

/* The kind that the table is most like; NULL where it is nothing like any of them. */
static const struct kind *nearest_kind(const struct check *check, const struct found *found,
                                       struct difference *best)
{
    const struct kind *nearest = NULL;
    for (size_t i = 0; i < check->kinds.n; i++) {
        struct difference difference = compare(found, &check->kinds.at[i]);
        if (nearest && likeness(&difference) <= likeness(best))
            continue;
        nearest = &check->kinds.at[i];
        *best = difference;
    }
    /* What most tables are like says nothing about one that has other columns for other things. */
    uint32_t columns = found->table->columns;
    uint32_t wider = nearest && nearest->count > columns ? nearest->count : columns;
    return nearest && (check->configured || likeness(best) * 2 > wider) ? nearest : NULL;
}

static str line_of(str lines, uint32_t at)
{
    while (at-- > 0)
        str_cut(&lines, '\n');
    return str_cut(&lines, '\n');
}

/* "A | B | C" */
static str in_one_line(struct check *check, str lines)
{
    buf_clear(&check->text);
    while (lines.n > 0) {
        if (check->text.n > 0)
            buf_add(&check->text, STR(" | "));
        buf_add(&check->text, str_cut(&lines, '\n'));
    }
    return arena_str(&check->arena, buf_str(&check->text));
}

static struct finding *report_names(struct check *check, const struct found *found,
                                    const struct kind *kind, const struct difference *difference)
{
    const struct document *doc = found->doc;
    uint32_t columns = found->table->columns;
    struct span header = table_rows(doc, found->table)[0].span;
    if (likeness(difference) == 0) {
        str mine = in_one_line(check, found->names);
        return lint_report(check->lint, doc, header,
                           "the columns are \"%.*s\"; the configuration has no such table",
                           STR_ARG(mine));
    }
    if (columns == kind->count && difference->equal + 1 == columns) {
        str name = line_of(found->names, difference->renamed);
        str wanted = line_of(kind->names, difference->renamed);
        struct span cell = column_header(doc, found->table, difference->renamed);
        return lint_report(check->lint, doc, span_is_empty(cell) ? header : cell,
                           "the column \"%.*s\" is called \"%.*s\" %.*s", STR_ARG(name),
                           STR_ARG(wanted), STR_ARG(check->where));
    }
    if (difference->missing != NO_INDEX) {
        str name = line_of(kind->names, difference->missing);
        return lint_report(check->lint, doc, header,
                           "this table lacks the column \"%.*s\", which is there %.*s",
                           STR_ARG(name), STR_ARG(check->where));
    }
    if (difference->extra != NO_INDEX) {
        str name = line_of(found->names, difference->extra);
        struct span cell = column_header(doc, found->table, difference->extra);
        return lint_report(check->lint, doc, span_is_empty(cell) ? header : cell,
                           "this table has a column \"%.*s\" that is not there %.*s", STR_ARG(name),
                           STR_ARG(check->where));
    }
    str mine = in_one_line(check, found->names), wanted = in_one_line(check, kind->names);
    return lint_report(check->lint, doc, header, "the columns are \"%.*s\" here and \"%.*s\" %.*s",
                       STR_ARG(mine), STR_ARG(wanted), STR_ARG(check->where));
}

static void help(struct check *check, struct finding *finding)
{
    if (check->configured)
        lint_help(check->lint, finding,
                  "write the header as `columns:` of the configuration has it, or name the columns "
                  "of this kind of table there too");
    else
        lint_help(check->lint, finding,
                  "write the header as the other tables have it, or name the columns of each kind "
                  "of table in a configuration (`columns:`)");
}

/* How an alignment is said in a sentence. */
static const char *align_words(enum column_align align)
{
    static const char *const WORDS[] = {
        [ALIGN_ANY] = "anyhow",      [ALIGN_NONE] = "not aligned",    [ALIGN_LEFT] = "aligned left",
        [ALIGN_CENTER] = "centered", [ALIGN_RIGHT] = "aligned right",
    };
    return WORDS[align];
}

static void check_aligns(struct check *check, const struct found *found, const struct kind *kind)
{
    for (uint32_t i = 0; kind->aligns && i < kind->count; i++) {
        enum column_align is = column_align(found->doc, found->table, i);
        enum column_align wanted = kind->aligns[i];
        if (wanted == ALIGN_ANY || is == wanted)
            continue;
        struct finding *finding = lint_report(
            check->lint, found->doc, column_delimiter(found->doc, found->table, i),
            "the column \"%.*s\" is %s here and %s %.*s", STR_ARG(line_of(found->names, i)),
            align_words(is), align_words(wanted), STR_ARG(check->where));
        lint_discriminator(check->lint, finding, line_of(found->names, i));
        help(check, finding);
        return;
    }
}

static void check_table(struct check *check, const struct found *found)
{
    for (size_t i = 0; i < check->kinds.n; i++) {
        if (str_eq(found->names, check->kinds.at[i].names)) {
            check_aligns(check, found, &check->kinds.at[i]);
            return;
        }
    }
    struct difference difference;
    const struct kind *kind = nearest_kind(check, found, &difference);
    if (!kind)
        return;
    struct finding *finding = report_names(check, found, kind, &difference);
    lint_discriminator(check->lint, finding, found->names);
    help(check, finding);
}

static void check_repository(struct lint *lint, const struct repository *repo)
{
    const struct form *form = lint_form(lint);
    struct check check = {.lint = lint};
    find_tables(&check, repo);
    if (form->table_count > 0)
        read_configuration(&check, form);
    else
        read_majority(&check);
    for (size_t i = 0; check.kinds.n > 0 && i < check.tables.n; i++)
        check_table(&check, &check.tables.at[i]);
    vec_free(&check.tables);
    vec_free(&check.kinds);
    arena_free(&check.arena);
    buf_free(&check.text);
}

const struct rule rule_table_schema = {
    .summary = "the columns of a table are not those of the list",
    .severity = SEVERITY_WARNING,
    .relative = true,
    .repository = check_repository,
};
