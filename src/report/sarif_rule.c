#include "report/sarif_rule.h"

#include "report/plain.h"

/* What GitHub takes of a description; longer ones are refused. */
enum { DESCRIPTION_BYTES = 1000 };

const char *sarif_level(enum severity severity)
{
    static const char *const levels[] = {
        [SEVERITY_OFF] = "none",
        [SEVERITY_INFO] = "note",
        [SEVERITY_WARNING] = "warning",
        [SEVERITY_ERROR] = "error",
    };
    return levels[severity];
}

/* What GitHub calls the severity of a rule that is not about security. */
static const char *problem_severity(enum severity severity)
{
    return severity == SEVERITY_ERROR     ? "error"
           : severity == SEVERITY_WARNING ? "warning"
                                          : "recommendation";
}

/* The first paragraph under a heading of a page; empty where there is none. */
static str paragraph(str page, str heading)
{
    size_t at = str_find(page, heading);
    if (at == STR_NPOS)
        return (str){NULL, 0};
    str text = str_trim_left(str_skip(page, at + heading.n));
    size_t end = str_find(text, STR("\n\n"));
    return str_trim(str_sub(text, 0, end == STR_NPOS ? text.n : end));
}

/* Its lines as one. */
static void add_paragraph(struct buf *out, str text)
{
    if (text.n == 0 || out->n + text.n + 1 > DESCRIPTION_BYTES)
        return;
    if (out->n > 0)
        buf_add_char(out, ' ');
    for (size_t i = 0; i < text.n; i++)
        buf_add_char(out, text.at[i] == '\n' ? ' ' : text.at[i]);
}

static json_t *make_text(str text)
{
    json_t *object = json_object();
    json_put(object, "text", json_text(text));
    return object;
}

static json_t *make_description(const struct rule_entry *entry)
{
    struct buf text = {0};
    str what = paragraph(str_from(entry->page), STR("\n## What it does\n"));
    /* What introduces a list says nothing alone. */
    if (str_ends(what, STR(".")))
        add_paragraph(&text, what);
    else
        buf_printf(&text, "Flags %s.", entry->rule->summary);
    add_paragraph(&text, paragraph(str_from(entry->page), STR("\n## Why it matters\n")));
    json_t *object = make_text(buf_str(&text));
    buf_free(&text);
    return object;
}

static json_t *make_help(const struct rule_entry *entry)
{
    struct buf text = {0};
    buf_printf(&text, "curlint explain %s tells what it flags, why, and how to silence it.",
               entry->id);
    json_t *object = make_text(buf_str(&text));
    json_put(object, "markdown", json_text(str_from(entry->page)));
    buf_free(&text);
    return object;
}

/* A rule that is off until asked for is a warning then. */
static json_t *make_configuration(enum severity severity)
{
    json_t *object = json_object();
    if (severity == SEVERITY_OFF)
        json_put(object, "enabled", json_false());
    json_put(object, "level",
             json_string(sarif_level(severity == SEVERITY_OFF ? SEVERITY_WARNING : severity)));
    return object;
}

static json_t *make_properties(const struct rule_entry *entry)
{
    str rest = str_from(entry->id), group = str_cut(&rest, '/');
    json_t *object = json_object(), *tags = json_array();
    json_array_append_new(tags, json_text(group));
    json_put(object, "tags", tags);
    json_put(object, "precision", json_string("very-high"));
    json_put(object, "problem.severity", json_string(problem_severity(entry->rule->severity)));
    return object;
}

json_t *sarif_rule(const struct rule_entry *entry)
{
    struct buf page = {0};
    buf_printf(&page, PLAIN_PAGES "%s.md", entry->id);
    json_t *object = json_object();
    json_put(object, "id", json_string(entry->id));
    json_put(object, "shortDescription", make_text(str_from(entry->rule->summary)));
    json_put(object, "fullDescription", make_description(entry));
    json_put(object, "help", make_help(entry));
    json_put(object, "helpUri", json_text(buf_str(&page)));
    json_put(object, "defaultConfiguration", make_configuration(entry->rule->severity));
    json_put(object, "properties", make_properties(entry));
    buf_free(&page);
    return object;
}
