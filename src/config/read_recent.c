#include "config/reader.h"

#include "base/path.h"
#include "lint/row_template.h"

static enum rc read_page(struct reader *reader, yaml_node_t *node, void *target)
{
    struct recent_wish *wish = target;
    enum rc rc = reader_text(reader, node, "page", &wish->page);
    if (rc == RC_OK && !path_is_plain(wish->page))
        rc = reader_fail(reader, node,
                         "page wants the path of a file below the root, such as README.md");
    return rc;
}

static enum rc read_of(struct reader *reader, yaml_node_t *node, void *target)
{
    struct recent_wish *wish = target;
    struct text_list globs;
    enum rc rc = reader_globs(reader, node, "of", &globs);
    wish->of = globs.at;
    wish->of_count = globs.n;
    return rc;
}

/* A number of days, or the first day. */
static enum rc read_window(struct reader *reader, yaml_node_t *node, void *target)
{
    enum { DAYS_MAX = 36500 };
    struct recent_wish *wish = target;
    str rest = node_is_text(node) ? node_text(node) : STR("");
    uint32_t days, y, m, d;
    if (str_to_u32(rest, &days) && days > 0 && days <= DAYS_MAX) {
        wish->days = days;
        return RC_OK;
    }
    str year = str_cut(&rest, '-'), month = str_cut(&rest, '-'), day = rest;
    if (year.n == 4 && month.n == 2 && day.n == 2 && str_to_u32(year, &y) &&
        str_to_u32(month, &m) && str_to_u32(day, &d)) {
        wish->since = (struct date){(int)y, (int)m, (int)d};
        if (date_is_valid(wish->since))
            return RC_OK;
    }
    return reader_fail(reader, node,
                       "window wants a number of days, from 1 to 36500, or the first "
                       "day, such as 2027-01-31");
}

/* What tells how old an entry is, the first that does. */
static enum rc read_by(struct reader *reader, yaml_node_t *node, void *target)
{
    static const str names[RECENT_SOURCES] = {STR_INIT("date"), STR_INIT("arxiv"),
                                              STR_INIT("history")};
    struct recent_wish *wish = target;
    struct text_list by;
    enum rc rc = reader_texts(reader, node, "by", &by);
    for (size_t i = 0; rc == RC_OK && i < by.n; i++) {
        enum recent_source source = 0;
        while (source < RECENT_SOURCES && !str_eq(names[source], by.at[i]))
            source++;
        bool again = false;
        for (size_t k = 0; k < wish->by_count; k++)
            again = again || wish->by[k] == source;
        if (source == RECENT_SOURCES || again)
            rc = reader_fail(reader, reader_item(reader, node, i),
                             "by is a list of date, arxiv and history, each at most once");
        else
            wish->by[wish->by_count++] = source;
    }
    return rc;
}

static enum rc read_sections(struct reader *reader, yaml_node_t *node, void *target)
{
    enum { SECTIONS_MAX = 500 };
    struct recent_wish *wish = target;
    if (node_is_null(node))
        return RC_OK;
    enum rc rc = reader_want_mapping(reader, node, "sections");
    if (rc != RC_OK)
        return rc;
    const yaml_node_pair_t *pairs = node->data.mapping.pairs.start;
    size_t n = (size_t)(node->data.mapping.pairs.top - pairs);
    if (n > SECTIONS_MAX)
        return reader_fail(reader, node, "sections names more than %d headings", (int)SECTIONS_MAX);
    struct recent_section *sections =
        arena_alloc(&reader->settings->arena, (n ? n : 1) * sizeof *sections);
    for (size_t i = 0; rc == RC_OK && i < n; i++) {
        struct text_list globs = {0};
        const yaml_node_t *key = reader_node(reader, pairs[i].key);
        rc = reader_text(reader, key, "the heading of a section", &sections[i].heading);
        if (rc == RC_OK)
            rc = reader_globs(reader, reader_node(reader, pairs[i].value), "a section", &globs);
        if (rc == RC_OK && globs.n == 0)
            rc = reader_fail(reader, key,
                             "the section \"%.*s\" names no files: write "
                             "[topics/cache.md]",
                             STR_ARG(sections[i].heading));
        sections[i].line = (uint32_t)key->start_mark.line + 1;
        sections[i].of = globs.at;
        sections[i].of_count = globs.n;
    }
    wish->sections = sections;
    wish->section_count = n;
    return rc;
}

static enum rc read_row(struct reader *reader, yaml_node_t *node, void *target)
{
    struct recent_wish *wish = target;
    struct err why;
    enum rc rc = reader_text(reader, node, "row", &wish->row);
    if (rc == RC_OK && row_template_check(wish->row, &why) != RC_OK)
        rc = reader_fail(reader, node, "%s", why.text);
    return rc;
}

static enum rc read_marks(struct reader *reader, yaml_node_t *node, void *target)
{
    struct recent_wish *wish = target;
    struct text_list marks;
    enum rc rc = reader_texts(reader, node, "marks", &marks);
    for (size_t i = 0; rc == RC_OK && i < marks.n; i++)
        if (str_trim(marks.at[i]).n == 0 || str_has(marks.at[i], STR("\n")))
            rc = reader_fail(reader, reader_item(reader, node, i),
                             "a mark is a word, such as :star: or #Recommend");
    wish->marks = marks.at;
    wish->mark_count = marks.n;
    return rc;
}

static const struct key recent_keys[] = {
    {"page", read_page},         {"of", read_of},   {"window", read_window}, {"by", read_by},
    {"sections", read_sections}, {"row", read_row}, {"marks", read_marks},   {NULL, NULL},
};

enum rc read_recent(struct reader *reader, yaml_node_t *node, void *target)
{
    struct recent_wish *wish = &reader->settings->form.recent;
    (void)target;
    if (node_is_null(node))
        return RC_OK;
    enum rc rc = reader_mapping(reader, node, "recent", recent_keys, wish);
    if (rc == RC_OK && wish->page.n == 0)
        rc = reader_fail(reader, node, "recent needs a page: add page: README.md");
    wish->given = true;
    return rc;
}
