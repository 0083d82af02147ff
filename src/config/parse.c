#include "config/parse.h"

#include <string.h>

enum { DEPTH_MAX = 16 };

static enum rc fail_at(struct err *err, const char *name, yaml_mark_t mark, const char *what)
{
    return err_set(err, "%s:%zu:%zu: %s", name, mark.line + 1, mark.column + 1, what);
}

/* Bytes that are no text come without a mark from libyaml, with an offset alone. */
static enum rc fail_encoding(struct err *err, const char *name, str text, size_t offset)
{
    str before = str_sub(text, 0, offset);
    size_t line = 1, start = 0;
    for (size_t i = 0; i < before.n; i++)
        if (before.at[i] == '\n') {
            line++;
            start = i + 1;
        }
    return err_set(err, "%s:%zu:%zu: is not UTF-8 text: save the file as UTF-8", name, line,
                   before.n - start + 1);
}

/* libyaml says "found character that cannot start any token" of a tab; say tab. */
static bool is_tab(str text, yaml_mark_t mark)
{
    size_t line = 0, i = 0;
    while (i < text.n && line < mark.line)
        line += text.at[i++] == '\n';
    str rest = str_skip(text, i);
    str indent = str_sub(rest, 0, mark.column + 1);
    return str_find_char(indent, '\t') != STR_NPOS && str_trim(indent).n == 0;
}

static enum rc fail_syntax(struct err *err, const yaml_parser_t *parser, const char *name, str text)
{
    if (parser->error == YAML_READER_ERROR)
        return fail_encoding(err, name, text, parser->problem_offset);
    if (is_tab(text, parser->problem_mark))
        return fail_at(err, name, parser->problem_mark,
                       "a tab where YAML wants blanks: indent with spaces");
    if (parser->context && strstr(parser->context, "scanning an a"))
        return fail_at(err, name, parser->problem_mark,
                       "a value that begins with * or & is no plain text in YAML: put quotes "
                       "around it");
    const char *problem = parser->problem ? parser->problem : "cannot be parsed";
    const char *context = parser->context ? parser->context : "";
    return err_set(err, "%s:%zu:%zu: is not valid YAML: %s%s%s", name,
                   parser->problem_mark.line + 1, parser->problem_mark.column + 1, problem,
                   *context ? " " : "", context);
}

/* What an event has that is refused, or NULL. */
static const char *refusal(const yaml_event_t *event, int depth, int documents)
{
    const yaml_char_t *anchor = NULL, *tag = NULL;
    switch (event->type) {
    case YAML_ALIAS_EVENT:
        anchor = event->data.alias.anchor;
        break;
    case YAML_SCALAR_EVENT:
        anchor = event->data.scalar.anchor;
        tag = event->data.scalar.tag;
        break;
    case YAML_SEQUENCE_START_EVENT:
        anchor = event->data.sequence_start.anchor;
        tag = event->data.sequence_start.tag;
        break;
    case YAML_MAPPING_START_EVENT:
        anchor = event->data.mapping_start.anchor;
        tag = event->data.mapping_start.tag;
        break;
    default:
        break;
    }
    if (anchor)
        return "anchors and aliases (& and *) are not supported: write the value out, or put "
               "quotes around it";
    if (tag)
        return "tags (!) are not supported: put quotes around the value";
    if (depth > DEPTH_MAX)
        return "is nested too deeply for a configuration";
    if (documents > 1)
        return "a second document begins here: remove it and the line ---";
    return NULL;
}

static void count_event(yaml_event_type_t type, int *depth, int *documents)
{
    if (type == YAML_MAPPING_START_EVENT || type == YAML_SEQUENCE_START_EVENT)
        ++*depth;
    else if (type == YAML_MAPPING_END_EVENT || type == YAML_SEQUENCE_END_EVENT)
        --*depth;
    else if (type == YAML_DOCUMENT_START_EVENT)
        ++*documents;
}

static void set_input(yaml_parser_t *parser, str text)
{
    yaml_parser_set_input_string(parser, (const unsigned char *)(text.n ? text.at : ""), text.n);
}

/* Go through the events, which cost no more memory than the nesting, before a tree is made. */
static enum rc check_events(str text, const char *name, struct err *err)
{
    yaml_parser_t parser;
    if (!yaml_parser_initialize(&parser))
        return err_set(err, "%s: out of memory", name);
    set_input(&parser, text);
    enum rc rc = RC_OK;
    int depth = 0, documents = 0;
    for (bool done = false; rc == RC_OK && !done;) {
        yaml_event_t event;
        if (!yaml_parser_parse(&parser, &event)) {
            rc = fail_syntax(err, &parser, name, text);
            break;
        }
        count_event(event.type, &depth, &documents);
        const char *refused = refusal(&event, depth, documents);
        if (refused)
            rc = fail_at(err, name, event.start_mark, refused);
        done = event.type == YAML_STREAM_END_EVENT;
        yaml_event_delete(&event);
    }
    yaml_parser_delete(&parser);
    return rc;
}

enum rc parse_yaml(yaml_document_t *out, str text, const char *name, struct err *err)
{
    enum rc rc = check_events(text, name, err);
    if (rc != RC_OK)
        return rc;
    yaml_parser_t parser;
    if (!yaml_parser_initialize(&parser))
        return err_set(err, "%s: out of memory", name);
    set_input(&parser, text);
    if (!yaml_parser_load(&parser, out))
        rc = fail_syntax(err, &parser, name, text);
    yaml_parser_delete(&parser);
    return rc;
}
