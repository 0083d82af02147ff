/*
 * builder: what the steps of document_build() share. Private to src/doc.
 *
 *   guard.c       refuses what the parser can't take
 *   parse.c       has cmark-gfm parse the source, a few bytes of it replaced
 *   build.c       walks the blocks of the AST into parts, runs the steps
 *   definitions.c finds the link reference definitions, which the AST does not hold
 *   leaf.c        one run of inline text: brings scanner and AST together into references
 *   references.c  order, nesting and kind of all references
 *   tables.c      rows and cells as written
 *   sections.c    headings, bold titles and section rows as a tree; slugs
 *   owners.c      which parts belong to the entry above them
 *   entries.c     which parts are entries
 *   headers.c     what the columns of a table hold
 *   entry_title.c the title of an entry
 *   stray.c       brackets that almost are links
 */
#ifndef CURLINT_DOC_BUILDER_H
#define CURLINT_DOC_BUILDER_H

#include "doc/content.h"
#include "doc/document.h"
#include "doc/inline.h"
#include "doc/row.h"

#include <cmark-gfm.h>

enum part_kind {
    PART_OTHER, /* document, quote, thematic break, footnote definition */
    PART_PARAGRAPH,
    PART_HEADING,
    PART_TABLE,
    PART_CODE,
    PART_HTML,
    PART_LIST,
    PART_ITEM,
};

/* A block of the AST, in the order of the document. */
struct part {
    cmark_node *node; /* borrowed from the AST, gone after the build */
    struct span span; /* its lines, from its first marker; containers: of all inside */
    struct span bold; /* of a paragraph that opens with bold text: that text; of a heading all */
    uint32_t parent;  /* part; NO_INDEX for the document */
    uint32_t end;     /* index behind its last descendant */
    uint32_t next;    /* the next sibling, or NO_INDEX */
    uint32_t first_line, last_line;
    uint32_t list; /* of a list or item: into lists */
    uint32_t table;
    uint32_t entry;             /* made of it, or that owns it; NO_INDEX */
    uint8_t level;              /* of a heading */
    uint8_t kind, quotes;       /* number of quotes around it */
    bool located;               /* content was found in the source */
    bool opens_bold, only_bold; /* of a heading: it is the title of a paper */
};

/* From `offset` on, `section` is the innermost one. */
struct section_mark {
    uint32_t offset, section;
};

/* At `offset` a table or <details> ends that began at `start`, and the rows and bold lines in it.
 */
struct section_end {
    uint32_t start, offset;
};

struct builder {
    struct document *doc;
    str source; /* what the parser was given: NUL replaced, same offsets as doc->source */
    struct date today;
    struct content content;
    struct inline_scan scan;
    struct map labels;     /* normalised label -> definition */
    struct map paper_keys; /* of papers, below */
    struct buf text;       /* scratch */
    VEC(struct part) parts;
    VEC(cmark_node *) nodes; /* links and images of one leaf */
    unsigned char *covered;  /* a byte a line: belongs to a leaf of the AST */

    VEC(struct section) sections;
    VEC(struct section_mark) marks;
    VEC(struct section_end) ends;
    VEC(uint32_t) details; /* where each <details> begins that is not closed yet */
    VEC(struct list) lists;
    VEC(struct table) tables;
    VEC(struct row) rows;
    struct cell_vec cells;
    VEC(struct entry) entries;
    VEC(struct span) own_texts; /* of each entry: where its title is looked for */
    VEC(struct reference) references;
    VEC(struct definition) definitions;
    VEC(struct opaque) opaques;
    VEC(struct block) blocks;
    VEC(struct anchor) anchors;
    VEC(str) papers;
};

/* guard.c: fill doc->refusal and return false where the source must not be parsed. */
bool guard_source(struct document *doc, str source, const struct limits *limits);

/*
 * parse.c: the source as cmark-gfm may have it, byte for byte as long: the source itself, or a copy
 * in the document's arena. Front matter becomes blank and opaque; bytes that the parser would trip
 * over are replaced, and the document is `partial` then.
 */
str source_for_parser(struct builder *b);
/* parse.c: the AST; the caller frees it with cmark_node_free(), and `*parser` behind it. */
cmark_node *parse_source(str source, cmark_parser **parser);

/* definitions.c: of all lines that no leaf covers. */
void definitions_find(struct builder *b);

/* leaf.c: the references of content->text, whose inlines are the children of `node`; those in
 * raw HTML too. */
void leaf_inlines(struct builder *b, cmark_node *node, uint16_t cell, struct span container);
/* leaf.c: the references, anchors and headings of an HTML block located in b->content. */
void leaf_html_block(struct builder *b);
/* leaf.c: append the text of `node` as rendered: no marks, no tags. */
void leaf_text(struct buf *out, cmark_node *node);

/* references.c: sort, find the link around each picture, classify the URLs. */
void references_finish(struct builder *b);

/* tables.c: rows, cells and references of the table that is parts.at[part]. */
void tables_build(struct builder *b, uint32_t part);

/* sections.c */
void sections_add(struct builder *b, enum section_kind kind, int level, struct span span,
                  struct span title, str text);
/* Sort, nest, number the slugs; then sections_at() works. */
void sections_finish(struct builder *b);
uint32_t sections_at(const struct builder *b, uint32_t offset);

/* owners.c: bold sections and ownership, before sections_finish. */
void entries_own(struct builder *b);
/* The first reference at or behind `offset`. */
uint32_t first_ref_at(const struct builder *b, uint32_t offset);
bool has_link(const struct builder *b, struct span span);
/* The part of an item that is its own: up to a list inside it. */
struct span own_text(const struct builder *b, uint32_t item);

/* entries.c */
void entries_build(struct builder *b);

/* headers.c: what the headers of the columns say. */
void table_read_headers(struct builder *b, struct table *table);

/* entry_title.c: set title and title_ref, or leave both empty; `own` is the text to look in. */
void entry_find_title(struct builder *b, struct entry *entry, struct span own);

#endif
