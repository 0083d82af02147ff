#include "config/propose.h"

#include "base/majority.h"
#include "base/utf8.h"

/* More kinds of tables than this are no schema. */
enum { MAX_KINDS = 6 };

static const str SCHEMA =
    STR_INIT("https://raw.githubusercontent.com/curlint/curlint/main/docs/curlint.schema.json");

/* A text between double quotes: YAML reads in them what JSON does. */
static void add_quoted(struct buf *out, str text)
{
    buf_add_char(out, '"');
    for (size_t i = 0; i < text.n; i++) {
        unsigned char c = (unsigned char)text.at[i];
        if (c == '"' || c == '\\')
            buf_printf(out, "\\%c", c);
        else if (c < 0x20 || c == 0x7f)
            buf_printf(out, "\\x%02x", c);
        else
            buf_add_char(out, (char)c);
    }
    buf_add_char(out, '"');
}

static void add_list(struct buf *out, const str *texts, size_t count)
{
    buf_add_char(out, '[');
    for (size_t i = 0; i < count; i++) {
        if (i > 0)
            buf_add(out, STR(", "));
        add_quoted(out, texts[i]);
    }
    buf_add_char(out, ']');
}

/* "# " in front of what is only proposed. */
static const char *mark(bool set)
{
    return set ? "" : "# ";
}

static void add_column(struct buf *out, const char *indent, const char *comment,
                       const struct column *column)
{
    buf_printf(out, "%s%s- {name: ", comment, indent);
    add_quoted(out, column->name);
    if (column->align != ALIGN_ANY)
        buf_printf(out, ", align: %s", column_align_name(column->align));
    if (column->required)
        buf_add(out, STR(", required: true"));
    buf_add(out, STR("}\n"));
}

static void add_table(struct buf *out, const struct table_habit *table, bool several, bool set)
{
    for (uint32_t i = 0; i < table->column_count; i++)
        add_column(out, !several ? "  " : i == 0 ? "  - " : "    ", mark(set), &table->columns[i]);
}

static void tell_table(struct buf *told, const struct table_habit *table, uint32_t all)
{
    buf_printf(told, "columns: ");
    for (uint32_t i = 0; i < table->column_count; i++)
        buf_printf(told, "%s%.*s", i > 0 ? " | " : "", STR_ARG(table->columns[i].name));
    buf_printf(told, " (%u of %u tables, %u rows)\n", table->tables, all, table->rows);
}

/* All kinds where they are few and come again; else the one that most tables are of. */
static void propose_columns(struct buf *out, struct buf *told, const struct habits *habits)
{
    size_t kinds = habits->tables.n;
    const struct table_habit *most = NULL;
    uint32_t named = 0;
    for (size_t i = 0; i < kinds; i++) {
        named += habits->tables.at[i].tables;
        if (!most || habits->tables.at[i].tables > most->tables)
            most = &habits->tables.at[i];
    }
    bool all = kinds == 1 ? most->rows >= MAJORITY_CASES
                          : kinds > 0 && kinds <= MAX_KINDS && habits->table_count >= 2 * kinds;
    all = all && named == habits->table_count;
    bool main_kind = most && most->tables >= MAJORITY_CASES &&
                     most->tables * 100 >= habits->table_count * MAJORITY_PROPOSAL;
    if (!all && !main_kind)
        return;
    buf_printf(out, "\n# The columns of the tables; a table has to be of %s (table/schema).\n",
               all && kinds > 1 ? "one of these kinds" : "this kind");
    if (!all)
        buf_printf(out,
                   "# %u of %u tables have these columns: name the other kinds too, or hold "
                   "them to it.\n",
                   most->tables, habits->table_count);
    buf_printf(out, "%scolumns:\n", mark(all));
    for (size_t i = 0; i < kinds; i++) {
        const struct table_habit *table = &habits->tables.at[i];
        if (!all && table != most)
            continue;
        buf_printf(out, "%s  # %u of %u tables, %u rows\n", mark(all), table->tables,
                   habits->table_count, table->rows);
        add_table(out, table, all && kinds > 1, all);
        tell_table(told, table, habits->table_count);
    }
}

static void propose_labels(struct buf *out, struct buf *told, const struct habits *habits)
{
    bool any = false;
    for (size_t i = 0; i < habits->labels.n; i++)
        any = any || habit_is_style(habits->labels.at[i].count, habits->labels.at[i].cases);
    if (!any)
        return;
    buf_add(out, STR("\n# How the links of an entry are called (entry/labels).\nlabels:\n"));
    for (size_t i = 0; i < habits->labels.n; i++) {
        const struct habit *label = &habits->labels.at[i];
        buf_printf(out, "%s  - ", mark(habit_is_style(label->count, label->cases)));
        add_quoted(out, label->form);
        buf_printf(out, " # %u of %u links\n", label->count, label->cases);
        buf_printf(told, "label: %.*s (%u of %u links)\n", STR_ARG(label->form), label->count,
                   label->cases);
    }
}

static bool has_name(const struct habits *habits, size_t until, str name)
{
    for (size_t i = 0; i < until; i++)
        if (str_eq(habits->badges.at[i].name, name))
            return true;
    return false;
}

static void propose_badges(struct buf *out, struct buf *told, const struct habits *habits)
{
    bool any = false;
    for (size_t i = 0; i < habits->badges.n; i++)
        any = any || habit_is_style(habits->badges.at[i].count, habits->badges.at[i].cases);
    if (habits->badges.n == 0)
        return;
    buf_printf(out, "\n# How the badges are written, with named parts (badge/format).\n%sbadges:\n",
               mark(any));
    for (size_t i = 0; i < habits->badges.n; i++) {
        const struct badge_habit *badge = &habits->badges.at[i];
        bool set = habit_is_style(badge->count, badge->cases) && !has_name(habits, i, badge->name);
        buf_printf(out, "%s  # %u badges; %u of %u agree in what is shared least\n", mark(set),
                   badge->badges, badge->count, badge->cases);
        buf_printf(out, "%s  ", mark(set));
        add_quoted(out, badge->name);
        buf_add(out, STR(": "));
        add_quoted(out, badge->template);
        buf_add_char(out, '\n');
        buf_printf(told, "badge: %.*s (%u badges, %u of %u alike)\n", STR_ARG(badge->name),
                   badge->badges, badge->count, badge->cases);
    }
}

static void propose_copies(struct buf *out, struct buf *told, const struct habits *habits)
{
    for (size_t i = 0; i < habits->copies.n; i++) {
        const struct copies_habit *copies = &habits->copies.at[i];
        bool set = habit_is_style(copies->count, copies->cases);
        buf_printf(out,
                   "\n# %u of %u entries of this page stand in other files too (entry/copies).\n",
                   copies->count, copies->cases);
        buf_printf(out, "%scopies:\n%s  - page: ", mark(set), mark(set));
        add_quoted(out, copies->page);
        buf_printf(out, "\n%s    of: ", mark(set));
        add_list(out, copies->of, copies->of_count);
        buf_add_char(out, '\n');
        buf_printf(told, "copies: %.*s (%u of %u entries stand in %u other files)\n",
                   STR_ARG(copies->page), copies->count, copies->cases, copies->of_count);
    }
}

static void propose_arxiv(struct buf *out, struct buf *told, const struct habits *habits)
{
    const struct habit *form = &habits->arxiv_form, *version = &habits->arxiv_version;
    if (form->form.n == 0)
        return;
    bool set = habit_is_style(form->count, form->cases);
    buf_printf(out, "  # %u of %u links to arXiv are of this form; %u of %u name %s version.\n",
               form->count, form->cases, version->count, version->cases,
               str_eq(version->form, STR("v")) ? "a" : "no");
    buf_printf(out, "%s  arxiv/form:\n%s    form: %.*s\n", mark(set), mark(set),
               STR_ARG(form->form));
    buf_printf(told, "arXiv links: %.*s (%u of %u)\n", STR_ARG(form->form), form->count,
               form->cases);
    if (!set || version->form.n == 0 || !str_eq(version->form, STR("none")))
        return;
    buf_printf(out, "%s    version: never\n", mark(habit_is_style(version->count, version->cases)));
    buf_printf(told, "arXiv versions: none (%u of %u)\n", version->count, version->cases);
}

/* The texts that a list leaves open, behind those that are allowed anyway. */
static void propose_open(struct buf *out, struct buf *told, const struct habits *habits,
                         const struct settings *settings)
{
    uint32_t rule = settings_find_rule(settings, STR("link/empty"));
    if (rule == NO_INDEX || habits->open_texts.n == 0)
        return;
    const struct option_value *allow = &settings->rule[rule].options[0];
    buf_add(out, STR("  # Links of these texts stand without a target again and again.\n"
                     "  link/empty:\n    allow: ["));
    for (size_t i = 0; i < allow->list_count; i++) {
        add_quoted(out, allow->list[i]);
        buf_add(out, STR(", "));
    }
    for (size_t i = 0; i < habits->open_texts.n; i++) {
        const struct habit *text = &habits->open_texts.at[i];
        buf_add(out, i > 0 ? STR(", ") : STR(""));
        add_quoted(out, text->form);
        buf_printf(told, "links without a target: %.*s (%u)\n", STR_ARG(text->form), text->count);
    }
    buf_add(out, STR("]\n"));
}

static void list_quiet_rules(struct buf *out, const struct settings *settings)
{
    buf_add(out, STR("\n  # Off until asked for:\n"));
    for (size_t i = 0; i < settings->rule_count; i++)
        if (settings->rules[i].rule->severity == SEVERITY_OFF)
            buf_printf(out, "  # %s: warning # %s\n", settings->rules[i].id,
                       settings->rules[i].rule->summary);
}

static void tell_hidden(struct buf *out, struct buf *told, const struct habits *habits)
{
    uint32_t hidden = habits->hidden_dates + habits->hidden_others;
    if (hidden == 0)
        return;
    buf_printf(
        out,
        "\n# %u of %u entries end in a cell that GitHub hides, %u of them in a date; curlint "
        "leaves them alone.\n",
        hidden, habits->entries, habits->hidden_dates);
    buf_printf(told, "hidden cells: %u of %u entries\n", hidden, habits->entries);
}

void propose_config(struct buf *out, struct buf *told, const struct habits *habits,
                    const struct settings *settings)
{
    buf_printf(out,
               "# yaml-language-server: $schema=%.*s\n"
               "#\n"
               "# What curlint goes by in this list, inferred by `curlint init` from what the list "
               "does itself.\n"
               "# Every key may be left out. `curlint explain RULE` tells of a rule and its "
               "options; a line that\n"
               "# begins with \"# \" and a key is a proposal: most cases share it, but not "
               "nearly all.\n",
               STR_ARG(SCHEMA));
    tell_hidden(out, told, habits);
    propose_columns(out, told, habits);
    propose_labels(out, told, habits);
    propose_badges(out, told, habits);
    propose_copies(out, told, habits);
    buf_add(out, STR("\nrules:\n"));
    propose_arxiv(out, told, habits);
    propose_open(out, told, habits, settings);
    list_quiet_rules(out, settings);
}
