#include "doc/builder.h"
#include "doc/fence.h"

#include <string.h>

struct limits limits_default(void)
{
    return (struct limits){
        .file_bytes = 16u << 20,
        .line_bytes = 256u << 10,
        .table_columns = 256,
        .nesting = 100,
        .brackets = 2000,
    };
}

/* Cells that GitHub would make up for short rows: each is a node of the AST. */
enum { MAX_PADDED_CELLS = 200000, MAX_NODES = 4000000 };
/* Bytes that uses of link definitions may grow to: each use is a copy, cmark-gfm 0.29.0.gfm.6. */
enum { MAX_EXPANSION = 64 << 20 };

static bool refuse(struct document *doc, enum refusal_kind kind, struct span span,
                   uint64_t measured, uint64_t limit)
{
    doc->refusal =
        (struct refusal){.kind = (uint8_t)kind, .span = span, .measured = measured, .limit = limit};
    return false;
}

/* Markers of containers in front of the text: each opens a block inside the last. */
static uint32_t count_nesting(str line)
{
    uint32_t depth = 0;
    for (size_t i = 0; i < line.n; i++) {
        char c = line.at[i];
        if (c == '>')
            depth++;
        else if ((c == '-' || c == '+' || c == '*') && i + 1 < line.n &&
                 ascii_is_space(line.at[i + 1]))
            depth++;
        else if (ascii_is_digit(c) && i + 2 < line.n &&
                 (line.at[i + 1] == '.' || line.at[i + 1] == ')') && ascii_is_space(line.at[i + 2]))
            depth++, i++;
        else if (c != ' ' && c != '\t')
            break;
    }
    return depth;
}

struct tally {
    uint32_t columns;             /* of the table that may be going on */
    uint64_t brackets;            /* uses of definitions, at most */
    uint64_t definition, longest; /* bytes of the one going on, 0 for none, and of any */
    bool definition_goes_on;      /* its destination or title may follow */
    uint64_t padded, nodes;
    uint32_t openers;   /* of markup that runs to a far end, since the last blank line */
    struct fence fence; /* the code that may be going on, in which a marker is text */
};

/* What one look at the bytes of a line tells. */
struct line_counts {
    uint32_t pipes;    /* unescaped */
    uint32_t brackets; /* "[" */
    uint32_t openers;  /* "<!", "<?": each that never closes costs a search to the end */
    uint32_t nodes;    /* bytes that may each become a node of the AST */
    bool blank;
};

static struct line_counts count_bytes(str line)
{
    static const bool MARKS[256] = {
        ['['] = true, [']'] = true, ['<'] = true, ['>'] = true,  ['&'] = true, ['*'] = true,
        ['_'] = true, ['`'] = true, ['|'] = true, ['\\'] = true, ['!'] = true,
    };
    struct line_counts counts = {.nodes = 2};
    size_t i = 0;
    while (i < line.n && (unsigned char)line.at[i] <= ' ')
        i++;
    counts.blank = i == line.n;
    for (; i < line.n; i++) {
        unsigned char c = (unsigned char)line.at[i];
        if (!MARKS[c])
            continue;
        counts.nodes++;
        if (c == '|')
            counts.pipes += i == 0 || line.at[i - 1] != '\\';
        else if (c == '[')
            counts.brackets++;
        else if (c == '<' && i + 1 < line.n)
            counts.openers += line.at[i + 1] == '!' || line.at[i + 1] == '?';
    }
    return counts;
}

/* Where the text behind "[label]:" starts; the label may have begun on an earlier line. */
static size_t behind_label(str line)
{
    size_t i = 0;
    while (i < line.n && (ascii_is_space(line.at[i]) || ascii_is_digit(line.at[i]) ||
                          (line.at[i] != '[' && strchr(">-+*.)", line.at[i]))))
        i++;
    if (i < line.n && line.at[i] == '[')
        i++;
    for (; i < line.n && line.at[i] != '['; i++) {
        if (line.at[i] == '\\')
            i++;
        else if (line.at[i] == ']')
            return i + 1 < line.n && line.at[i + 1] == ':' ? i + 2 : STR_NPOS;
    }
    return STR_NPOS;
}

static bool may_open_title(str text)
{
    return str_find_char(text, '"') != STR_NPOS || str_find_char(text, '\'') != STR_NPOS ||
           str_find_char(text, '(') != STR_NPOS;
}

/* A long definition that is used often takes the product: bound it from above. */
static void tally_definition(struct tally *tally, str line, uint32_t brackets)
{
    str text = str_trim(line);
    size_t behind = behind_label(line);
    if (behind != STR_NPOS) {
        str rest = str_trim(str_skip(line, behind));
        tally->definition = line.n;
        tally->definition_goes_on = rest.n == 0 || may_open_title(rest);
    } else if (text.n > 0 && tally->definition > 0 &&
               (tally->definition_goes_on || may_open_title(str_sub(text, 0, 1)))) {
        tally->definition += line.n;
        tally->definition_goes_on = true;
    } else {
        tally->definition = 0;
    }
    if (tally->definition > tally->longest)
        tally->longest = tally->definition;
    tally->brackets += brackets;
}

static bool guard_line(struct document *doc, struct tally *tally, struct span span, str line,
                       const struct limits *limits)
{
    if (line.n > limits->line_bytes)
        return refuse(doc, REFUSED_LINE, span, line.n, limits->line_bytes);
    uint32_t depth = fence_step(&tally->fence, line) ? 0 : count_nesting(line);
    if (depth > limits->nesting)
        return refuse(doc, REFUSED_NESTING, span, depth, limits->nesting);
    struct line_counts counts = count_bytes(line);
    size_t columns;
    if (row_is_delimiter(line, &columns) && columns > 1) {
        if (columns > limits->table_columns)
            return refuse(doc, REFUSED_TABLE, span, columns, limits->table_columns);
        tally->columns = (uint32_t)columns;
    }
    if (counts.blank)
        tally->columns = tally->openers = 0;
    else if (counts.pipes + 1 < tally->columns)
        tally->padded += tally->columns - counts.pipes - 1;
    if (tally->padded > MAX_PADDED_CELLS)
        return refuse(doc, REFUSED_CELLS, span, tally->padded, MAX_PADDED_CELLS);
    tally->openers += counts.openers;
    if (tally->openers > limits->brackets)
        return refuse(doc, REFUSED_MARKUP, span, tally->openers, limits->brackets);
    tally_definition(tally, line, counts.brackets);
    if (tally->longest * tally->brackets > MAX_EXPANSION)
        return refuse(doc, REFUSED_USES, span, tally->longest * tally->brackets, MAX_EXPANSION);
    tally->nodes += counts.nodes;
    if (tally->nodes > MAX_NODES)
        return refuse(doc, REFUSED_NODES, span, tally->nodes, MAX_NODES);
    return true;
}

bool guard_source(struct document *doc, str source, const struct limits *limits)
{
    struct tally tally = {0};
    for (uint32_t line = 0; line < doc->line_count; line++) {
        struct span span = document_line_span(doc, line);
        if (!guard_line(doc, &tally, span, str_sub(source, span.start, span.end), limits))
            return false;
    }
    return true;
}
