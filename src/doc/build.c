/*
 * The AST of cmark-gfm says what exists, our scanners say where. The walk turns the blocks of the
 * AST into parts and finds the source lines of each leaf; then every leaf is scanned and brought
 * together with its inlines; then structure that Markdown does not know (sections, entries) is
 * read out of the parts. The AST is dropped before the document is returned.
 */
#include "doc/builder.h"

#include "doc/stray.h"

#include <cmark-gfm-core-extensions.h>

#include <stdlib.h>
#include <string.h>

/* Behind the next line end from `i` on: LF, CR LF or CR. The size where there is none. */
static size_t next_line_start(str s, size_t i, bool returns)
{
    if (!returns) {
        const char *end = memchr(s.at + i, '\n', s.n - i);
        return end ? (size_t)(end - s.at) + 1 : s.n;
    }
    while (i < s.n && s.at[i] != '\n' && s.at[i] != '\r')
        i++;
    if (i + 1 < s.n && s.at[i] == '\r' && s.at[i + 1] == '\n')
        i++;
    return i < s.n ? i + 1 : s.n;
}

static void find_lines(struct document *doc)
{
    VEC(uint32_t) lines = {0};
    str s = doc->source;
    bool returns = str_find_char(s, '\r') != STR_NPOS;
    vec_push(&lines, 0);
    for (size_t i = 0; i < s.n;) {
        i = next_line_start(s, i, returns);
        if (i < s.n)
            vec_push(&lines, (uint32_t)i);
    }
    doc->line_count = (uint32_t)lines.n;
    doc->lines = arena_copy(&doc->arena, lines.at, lines.n, sizeof *lines.at);
    vec_free(&lines);
}

/* Node types of extensions are numbers made at run time; their names are the stable thing. */
static enum part_kind kind_of(cmark_node *node)
{
    static const struct {
        cmark_node_type type;
        enum part_kind kind;
    } KINDS[] = {
        {CMARK_NODE_PARAGRAPH, PART_PARAGRAPH}, {CMARK_NODE_HEADING, PART_HEADING},
        {CMARK_NODE_CODE_BLOCK, PART_CODE},     {CMARK_NODE_HTML_BLOCK, PART_HTML},
        {CMARK_NODE_LIST, PART_LIST},           {CMARK_NODE_ITEM, PART_ITEM},
        {CMARK_NODE_BLOCK_QUOTE, PART_OTHER},
    };
    cmark_node_type type = cmark_node_get_type(node);
    for (size_t i = 0; i < sizeof KINDS / sizeof *KINDS; i++)
        if (KINDS[i].type == type)
            return KINDS[i].kind;
    const char *name = cmark_node_get_type_string(node);
    return strcmp(name, "table") == 0      ? PART_TABLE
           : strcmp(name, "tasklist") == 0 ? PART_ITEM
                                           : PART_OTHER;
}

static uint32_t clamp_line(const struct document *doc, int line)
{
    if (line < 1)
        return 0;
    return (uint32_t)line > doc->line_count ? doc->line_count - 1 : (uint32_t)line - 1;
}

/* The content that the node kept. Nodes without text hold garbage (facts of cmark-gfm 0.29). */
static str node_content(cmark_node *node, enum part_kind kind)
{
    if (kind == PART_HTML)
        return str_from(cmark_node_get_literal(node));
    if (!cmark_node_first_child(node))
        return (str){NULL, 0};
    return str_from(cmark_node_get_string_content(node));
}

static bool locate(struct builder *b, struct part *part)
{
    str text = node_content(part->node, part->kind);
    if (text.n == 0)
        return false;
    uint32_t last = part->last_line + 1;
    if (part->kind == PART_HEADING) {
        /* The content of a heading is a part of its line: "## Name ##". */
        struct span line = document_line_span(b->doc, part->first_line);
        str core = str_trim(text);
        size_t at = str_find(str_sub(b->source, line.start, line.end), core);
        if (at != STR_NPOS && !memchr(core.at, '\n', core.n)) {
            content_in_line(&b->content, core, line.start + (uint32_t)at);
            return true;
        }
    }
    uint32_t first = part->first_line, behind = part->last_line;
    if (!content_locate(&b->content, b->doc, b->source, text, first, last, &first, &behind))
        return false;
    part->first_line = first;
    if (part->kind != PART_HEADING)
        part->last_line = behind;
    return true;
}

static void cover(struct builder *b, const struct part *part)
{
    for (uint32_t line = part->first_line; line <= part->last_line; line++)
        b->covered[line] = 1;
}

static void place_leaf(struct builder *b, struct part *part)
{
    if (part->kind == PART_CODE && part->last_line < part->first_line)
        part->last_line = part->first_line;
    if (part->kind == PART_PARAGRAPH || part->kind == PART_HEADING || part->kind == PART_HTML) {
        part->located = locate(b, part);
        if (!part->located && node_content(part->node, part->kind).n > 0)
            b->doc->disagreements++;
    }
    if (part->last_line < part->first_line)
        part->last_line = part->first_line;
    part->span = span_of(document_line_span(b->doc, part->first_line).start,
                         document_line_span(b->doc, part->last_line).end);
    cover(b, part);
}

static void add_list(struct builder *b, struct part *part, uint32_t depth)
{
    bool ordered = cmark_node_get_list_type(part->node) == CMARK_ORDERED_LIST;
    part->list = (uint32_t)b->lists.n;
    vec_push(&b->lists, (struct list){.span = part->span,
                                      .table = NO_INDEX,
                                      .kind = ordered ? LIST_ORDERED : LIST_BULLET,
                                      .depth = (uint8_t)(depth < 255 ? depth : 255)});
}

/* Where the walk stands: the open containers. */
struct walk {
    uint32_t parent;
    uint32_t depth; /* lists */
    uint8_t quotes;
};

/*
 * The node whose line says where `node` begins: itself, or the table that took its last line for a
 * header. cmark-gfm gives the paragraph that is left above such a table no position, and the table
 * the paragraph's.
 */
static cmark_node *placed(cmark_node *node)
{
    cmark_node *next = cmark_node_next(node);
    return cmark_node_get_start_line(node) == 0 && next ? next : node;
}

static uint32_t add_part(struct builder *b, cmark_node *node, const struct walk *walk)
{
    struct part part = {
        .node = node,
        .parent = walk->parent,
        .next = NO_INDEX,
        .list = NO_INDEX,
        .table = NO_INDEX,
        .entry = NO_INDEX,
        .kind = (uint8_t)kind_of(node),
        .quotes = walk->quotes,
        .first_line = clamp_line(b->doc, cmark_node_get_start_line(placed(node))),
        .last_line = clamp_line(b->doc, cmark_node_get_end_line(placed(node))),
    };
    uint32_t start = document_line_span(b->doc, part.first_line).start;
    int column = cmark_node_get_start_column(node);
    part.span = span_of(start, start);
    if (part.kind == PART_ITEM && column > 0 && start + (uint32_t)column <= b->source.n)
        part.span.start = part.span.end = start + (uint32_t)column - 1;
    if (part.kind == PART_LIST)
        add_list(b, &part, walk->depth);
    else if (part.kind == PART_ITEM && walk->parent != NO_INDEX)
        part.list = b->parts.at[walk->parent].list;
    else if (part.kind == PART_PARAGRAPH || part.kind == PART_HEADING || part.kind == PART_CODE ||
             part.kind == PART_HTML)
        place_leaf(b, &part);
    /* Nothing starts before what it is in: a paragraph's line may begin with an item's marker. */
    if (walk->parent != NO_INDEX && part.span.start < b->parts.at[walk->parent].span.start)
        part.span.start = b->parts.at[walk->parent].span.start;
    vec_push(&b->parts, part);
    return (uint32_t)b->parts.n - 1;
}

static bool is_container(uint8_t kind)
{
    return kind == PART_OTHER || kind == PART_LIST || kind == PART_ITEM;
}

/* Depth is bounded by guard.c: markers on a line, and the length of a line for indentation. */
static void walk_children(struct builder *b, cmark_node *node, struct walk walk)
{
    uint32_t previous = NO_INDEX;
    for (cmark_node *child = cmark_node_first_child(node); child; child = cmark_node_next(child)) {
        uint32_t index = add_part(b, child, &walk);
        if (previous != NO_INDEX)
            b->parts.at[previous].next = index;
        previous = index;
        uint8_t kind = b->parts.at[index].kind;
        if (is_container(kind)) {
            struct walk inner = walk;
            inner.parent = index;
            inner.depth += kind == PART_LIST;
            inner.quotes =
                (uint8_t)(walk.quotes + (cmark_node_get_type(child) == CMARK_NODE_BLOCK_QUOTE));
            walk_children(b, child, inner);
        }
        b->parts.at[index].end = (uint32_t)b->parts.n;
    }
}

/* A container ends where the last thing inside ends; cmark's own end lines are unreliable. */
static void close_containers(struct builder *b)
{
    for (size_t i = b->parts.n; i-- > 0;) {
        struct part *part = &b->parts.at[i];
        if (part->kind == PART_LIST)
            b->lists.at[part->list].span = part->span;
        if (part->parent == NO_INDEX)
            continue;
        struct part *parent = &b->parts.at[part->parent];
        if (parent->span.end < part->span.end)
            parent->span.end = part->span.end;
        if (parent->kind != PART_ITEM && part->span.start < parent->span.start)
            parent->span.start = part->span.start;
    }
}

/* The text that opens the paragraph in b->content, if it is bold: `**Title** ...`. */
static void find_bold(struct builder *b, struct part *part)
{
    cmark_node *node = cmark_node_first_child(part->node);
    while (node) {
        cmark_node_type type = cmark_node_get_type(node);
        bool picture =
            type == CMARK_NODE_IMAGE || type == CMARK_NODE_SOFTBREAK ||
            type == CMARK_NODE_HTML_INLINE ||
            (type == CMARK_NODE_LINK && cmark_node_first_child(node) &&
             cmark_node_get_type(cmark_node_first_child(node)) == CMARK_NODE_IMAGE) ||
            (type == CMARK_NODE_TEXT && str_trim(str_from(cmark_node_get_literal(node))).n == 0);
        if (!picture)
            break;
        node = cmark_node_next(node);
    }
    cmark_node *strong = node;
    if (node && cmark_node_get_type(node) == CMARK_NODE_LINK)
        strong = cmark_node_first_child(node);
    if (!strong || cmark_node_get_type(strong) != CMARK_NODE_STRONG)
        return;
    str text = b->content.text;
    size_t open = str_find(text, STR("**"));
    str mark = STR("**");
    if (open == STR_NPOS) {
        mark = STR("__");
        open = str_find(text, mark);
    }
    size_t close = open == STR_NPOS ? STR_NPOS : str_find(str_skip(text, open + 2), mark);
    if (close == STR_NPOS)
        return;
    part->opens_bold = true;
    part->bold = content_span(&b->content, span_of(open + 2, open + 2 + close));
    str rest = str_trim(str_skip(text, open + 2 + close + 2));
    part->only_bold = node == strong &&
                      (rest.n == 0 || str_eq(rest, STR(":")) || str_eq_nocase(rest, STR("<br>")));
}

static void add_heading(struct builder *b, struct part *part)
{
    struct span title = content_span(&b->content, span_of(0, b->content.text.n));
    part->bold = title;
    part->level = (uint8_t)cmark_node_get_heading_level(part->node);
    buf_clear(&b->text);
    leaf_text(&b->text, part->node);
    sections_add(b, SECTION_HEADING, part->level, part->span, title, buf_str(&b->text));
}

static void build_leaf(struct builder *b, uint32_t index)
{
    struct part *part = &b->parts.at[index];
    if (part->kind == PART_CODE) {
        vec_push(&b->opaques, (struct opaque){part->span, OPAQUE_CODE_BLOCK});
        return;
    }
    if (part->kind == PART_TABLE) {
        tables_build(b, index);
        return;
    }
    if (!part->located || !locate(b, part))
        return;
    if (part->kind == PART_HTML) {
        leaf_html_block(b);
        return;
    }
    leaf_inlines(b, part->node, UINT16_MAX, part->span);
    bool item = part->parent != NO_INDEX && b->parts.at[part->parent].kind == PART_ITEM;
    vec_push(&b->blocks, (struct block){.span = part->span,
                                        .entry = NO_INDEX,
                                        .list = item ? b->parts.at[part->parent].list : NO_INDEX,
                                        .kind = part->kind == PART_HEADING ? BLOCK_HEADING
                                                : item                     ? BLOCK_ITEM_TEXT
                                                                           : BLOCK_PARAGRAPH});
    if (part->kind == PART_HEADING)
        add_heading(b, part);
    else
        find_bold(b, part);
}

/* Never NULL: a null pointer may not be moved, not even by nothing (C11 6.5.6). */
#define SETTLE(member, count)                                                                      \
    do {                                                                                           \
        b->doc->count = (uint32_t)b->member.n;                                                     \
        b->doc->member = b->member.n ? arena_copy(&b->doc->arena, b->member.at, b->member.n,       \
                                                  sizeof *b->member.at)                            \
                                     : arena_alloc(&b->doc->arena, sizeof *b->member.at);          \
    } while (0)

static void settle(struct builder *b)
{
    SETTLE(sections, section_count);
    SETTLE(lists, list_count);
    SETTLE(tables, table_count);
    SETTLE(rows, row_count);
    SETTLE(cells, cell_count);
    SETTLE(entries, entry_count);
    SETTLE(references, reference_count);
    SETTLE(definitions, definition_count);
    SETTLE(opaques, opaque_count);
    SETTLE(blocks, block_count);
    SETTLE(anchors, anchor_count);
    SETTLE(papers, paper_count);
}

static void builder_free(struct builder *b)
{
    content_free(&b->content);
    inline_scan_free(&b->scan);
    map_free(&b->labels);
    map_free(&b->paper_keys);
    buf_free(&b->text);
    mem_free(b->covered);
    vec_free(&b->parts);
    vec_free(&b->nodes);
    vec_free(&b->sections);
    vec_free(&b->marks);
    vec_free(&b->ends);
    vec_free(&b->details);
    vec_free(&b->lists);
    vec_free(&b->tables);
    vec_free(&b->rows);
    vec_free(&b->cells);
    vec_free(&b->entries);
    vec_free(&b->own_texts);
    vec_free(&b->references);
    vec_free(&b->definitions);
    vec_free(&b->opaques);
    vec_free(&b->blocks);
    vec_free(&b->anchors);
    vec_free(&b->papers);
}

static int opaque_by_start(const void *a, const void *b)
{
    const struct opaque *x = a, *y = b;
    return x->span.start < y->span.start ? -1 : x->span.start > y->span.start;
}

/* They come in order but for footnotes, which are last in the AST wherever they stand. */
static void sort_opaques(struct builder *b)
{
    for (size_t i = 1; i < b->opaques.n; i++) {
        if (opaque_by_start(&b->opaques.at[i - 1], &b->opaques.at[i]) > 0) {
            qsort(b->opaques.at, b->opaques.n, sizeof *b->opaques.at, opaque_by_start);
            return;
        }
    }
}

static void build_parsed(struct builder *b, cmark_node *root)
{
    walk_children(b, root, (struct walk){.parent = NO_INDEX});
    close_containers(b);
    definitions_find(b);
    for (uint32_t i = 0; i < b->parts.n; i++)
        if (!is_container(b->parts.at[i].kind))
            build_leaf(b, i);
    references_finish(b);
    sort_opaques(b);
    entries_own(b);
    sections_finish(b);
    entries_build(b);
}

struct document *document_plain(str path, str source)
{
    struct document *doc = mem_alloc(1, sizeof *doc);
    const struct section root = {.parent = NO_INDEX};
    doc->path = arena_str(&doc->arena, path);
    doc->source = arena_str(&doc->arena, source);
    if (str_starts(doc->source, STR("\xef\xbb\xbf")))
        doc->body = 3;
    find_lines(doc);
    doc->sections = arena_copy(&doc->arena, &root, 1, sizeof root);
    doc->section_count = 1;
    return doc;
}

struct document *document_build(str path, char *source, size_t size, const struct limits *limits,
                                struct date today)
{
    struct document *doc = mem_alloc(1, sizeof *doc);
    doc->path = arena_str(&doc->arena, path);
    doc->owned = source;
    doc->source = (str){source, size};
    /* cmark-gfm would skip one more than we do; all of them go here. */
    while (str_starts(str_skip(doc->source, doc->body), STR("\xef\xbb\xbf")))
        doc->body += 3;
    struct builder builder = {.doc = doc, .today = today}, *b = &builder;
    if (size > limits->file_bytes || size >= UINT32_MAX) {
        doc->refusal =
            (struct refusal){.kind = REFUSED_SIZE, .measured = size, .limit = limits->file_bytes};
        doc->source.n = 0;
    }
    find_lines(doc);
    b->source = source_for_parser(b);
    sections_add(b, SECTION_ROOT, 0, span_of(0, 0), span_of(0, 0), (str){NULL, 0});
    if (doc->refusal.kind == REFUSED_NOT && guard_source(doc, b->source, limits)) {
        b->covered = mem_alloc(doc->line_count, 1);
        cmark_parser *parser;
        cmark_node *root = parse_source(str_skip(b->source, doc->body), &parser);
        build_parsed(b, root);
        cmark_node_free(root);
        cmark_parser_free(parser);
    } else {
        sections_finish(b);
    }
    settle(b);
    builder_free(b);
    strays_find(doc);
    return doc;
}
