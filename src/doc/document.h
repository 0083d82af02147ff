/*
 * document: one Markdown file as sections, lists, entries, cells and references, each with the
 * exact bytes that it stands for.
 *
 * cmark-gfm says what exists, our scanners say where (doc/build.c tells how the two are brought
 * together). A document owns its source and everything in it; all is freed by document_free().
 * Items name each other by index into the arrays below; NO_INDEX is "none".
 */
#ifndef CURLINT_DOC_DOCUMENT_H
#define CURLINT_DOC_DOCUMENT_H

#include "base/arena.h"
#include "base/clock.h"
#include "doc/limits.h"
#include "doc/span.h"
#include "doc/url.h"

enum section_kind {
    SECTION_ROOT,    /* the document itself: index 0, before any heading */
    SECTION_HEADING, /* `## Name`, setext, or <h2> in an HTML block */
    SECTION_BOLD,    /* a paragraph that is only bold text, or a <summary>, above a list or table */
    SECTION_ROW,     /* `|**Name** | | |` inside a table */
};

struct section {
    struct span span;    /* the heading's line, or the row; empty for the root */
    struct span title;   /* its text as written, without marks */
    str text;            /* its text as rendered; arena */
    str slug;            /* GitHub's anchor with the "-1" of repeats; empty unless a heading */
    uint32_t parent;     /* the section that holds this one; NO_INDEX for the root */
    uint8_t kind, level; /* enum section_kind; 1 to 6, 7 for bold, 8 for rows, 0 for the root */
    bool news;           /* tells what happened: its items speak of papers and list none */
};

enum list_kind { LIST_TABLE, LIST_BULLET, LIST_ORDERED, LIST_PARAGRAPHS };

/* Entries that stand together: the body of a table, one Markdown list, a run of paragraphs. */
struct list {
    struct span span;
    uint32_t section; /* where it begins */
    uint32_t table;   /* of a LIST_TABLE */
    uint8_t kind;
    uint8_t depth; /* 0 outermost */
};

/* A cell as written: everything between two pipes, blanks included. */
struct cell {
    struct span span;
};

enum row_kind {
    ROW_HEADER,
    ROW_DELIMITER,
    ROW_BODY,
    ROW_SECTION,  /* only names a section: `|**Name** | | |`, `| **Name** |` */
    ROW_SWALLOWED /* a line without pipes that GitHub takes as a row, GFM 4.10 */
};

struct row {
    struct span span; /* the line without container prefix and line end */
    uint32_t table;
    uint32_t first_cell; /* into cells */
    uint16_t cell_count; /* as written: excess cells are here, missing ones are not */
    uint16_t hidden;     /* index of the hidden trailer cell within the row, or UINT16_MAX */
    uint8_t kind;
    bool leading_pipe, trailing_pipe; /* the trailing one: before the hidden cell */
    uint32_t entry;                   /* of a ROW_BODY, else NO_INDEX */
};

enum { TITLE_COLUMNS = 4 };
struct table {
    struct span span;
    uint32_t section, list;
    uint32_t first_row, row_count; /* header, delimiter, body */
    uint16_t columns;              /* of the header, which GitHub goes by */
    /* Where titles are looked for, the likeliest first; UINT16_MAX behind the last. */
    uint16_t title_columns[TITLE_COLUMNS];
    uint64_t thing_columns; /* bits of columns of models, data sets, tools: no papers */
};

enum entry_kind { ENTRY_ROW, ENTRY_ITEM, ENTRY_PARAGRAPH }; /* or a heading and what is under it */

/* One paper (or tool) of the list. */
struct entry {
    struct span span;   /* all of it, with a list that it owns; a row without its line end */
    struct span title;  /* as written inside the title link or the bold; may be empty */
    struct span hidden; /* the hidden trailer, `[//]: #05/29` or a comment, without comments behind
                           it; empty where none */
    str key;            /* identity: "arxiv:2405.18218", "doi:...", "url:...", "title:...",
                           "text:..." (doc/identity.h); arena */
    uint32_t section;   /* innermost, of any kind */
    uint32_t list;
    uint32_t row;                  /* of an ENTRY_ROW, else NO_INDEX */
    uint32_t parent;               /* the entry whose list item holds this item, else NO_INDEX */
    uint32_t first_ref, ref_count; /* into references; includes those of nested entries */
    uint32_t title_ref;            /* the link whose text is the title, else NO_INDEX */
    uint32_t paper_ref;            /* the link labelled as the paper, else NO_INDEX */
    uint32_t paper;                /* the paper that `key` names: into papers, else NO_INDEX */
    uint8_t kind;
    bool navigation; /* links only inside this repository: a table of contents */
};

enum ref_kind { REF_LINK, REF_IMAGE };
enum ref_form {
    FORM_INLINE,    /* [text](dest "title") */
    FORM_REFERENCE, /* [text][label], [label][], [label] */
    FORM_ANGLE,     /* <https://...> */
    FORM_BARE,      /* https://... or www.... found by GitHub's autolinks, GFM 6.9 */
    FORM_HTML,      /* href= or src= of a tag */
};

struct reference {
    struct span span; /* the whole construct; for HTML from the tag to its closing tag */
    struct span text; /* between the brackets; the alt text of an image; empty for a tag */
    struct span dest; /* the destination as written, without <> or quotes; for FORM_REFERENCE
                         the definition's; may be empty */
    str url;          /* the destination as a browser gets it: escapes and entities undone;
                         borrowed from the source or arena */
    uint32_t entry;   /* the innermost entry that holds it, or NO_INDEX */
    uint32_t section;
    uint32_t outer;      /* the link around this image (a badge, a clickable figure), or NO_INDEX */
    uint32_t definition; /* of a FORM_REFERENCE, else NO_INDEX */
    uint16_t cell;       /* cell within the row, or UINT16_MAX */
    uint8_t kind, form;
    bool exact : 1; /* false: only the container is known (counted as disagreement) */

    /* What was told from the URL and the text once; doc/reference.h has the rest of it. */
    bool plain : 1;         /* url_is_plain(): an everyday URL that url_check() has no fault in */
    bool names_paper : 1;   /* it is called "Paper", "arXiv", "2405.18218" */
    uint8_t scheme;         /* enum url_scheme, doc/url.h */
    uint8_t site;           /* enum site of the host, doc/site.h */
    uint8_t label;          /* enum label_kind of reference_label(), doc/label.h */
    uint8_t forge;          /* enum forge of the repository that it lies in, doc/forge.h */
    uint8_t badge;          /* of an image: enum badge_kind, doc/badge.h */
    uint8_t badge_fault;    /* enum badge_fault of such a badge */
    uint8_t arxiv;          /* enum arxiv_verdict, doc/arxiv.h */
    uint8_t arxiv_form;     /* enum arxiv_form where that is no ARXIV_NONE */
    struct url_marks marks; /* where the parts of the URL stand */
    uint32_t paper;         /* the paper that it names or is a figure of, or NO_INDEX */
};

/* A link reference definition: `[label]: dest "title"`. */
struct definition {
    struct span span, label, dest;
    str url; /* arena or source */
    uint32_t section;
    uint32_t uses; /* references that resolve to it */
    bool first;    /* the one that counts where a label is defined twice */
};

/* Bytes that are not prose: rules about text skip them. Sorted, not overlapping. */
enum opaque_kind {
    OPAQUE_CODE_SPAN,
    OPAQUE_CODE_BLOCK,
    OPAQUE_COMMENT,
    OPAQUE_FRONT, /* the YAML that the file begins with */
    OPAQUE_TAG,
    OPAQUE_HTML_BLOCK
};
struct opaque {
    struct span span;
    uint8_t kind;
};

/*
 * A "]" that closes no link and no picture, with a "(" or "[" behind it, at most blanks between:
 * Markdown that almost is a link. Not in code, comments and tags.
 */
struct stray {
    uint32_t open;     /* of the "[" that belongs to it, or NO_INDEX */
    uint32_t close;    /* of the "]" */
    uint32_t next;     /* of the "(" or "[" behind it */
    uint32_t next_end; /* behind the bracket that closes `next`, or NO_INDEX */
    uint32_t limit;    /* end of the line, or of the cell that it stands in */
    bool image;        /* the "[" is one of "![" */
    bool holds_link;   /* another link starts between the brackets */
};

/* A leaf of the document that holds inline text: what a rule on prose looks at. */
enum block_kind { BLOCK_PARAGRAPH, BLOCK_HEADING, BLOCK_ITEM_TEXT };
struct block {
    struct span span; /* its lines, with container prefixes between them */
    uint32_t section, entry;
    uint32_t list; /* of a BLOCK_ITEM_TEXT: that of its item; else NO_INDEX */
    uint8_t kind;
};

/* An anchor that is no heading: id= or name= of any tag, which GitHub looks for alike. */
struct anchor {
    struct span span;
    str name; /* source or arena */
};

/* Why a file was not (wholly) parsed: the finding of lint/limits or text/encoding. */
enum refusal_kind {
    REFUSED_NOT,
    REFUSED_SIZE,
    REFUSED_LINE,
    REFUSED_TABLE,
    REFUSED_NESTING,
    REFUSED_MARKUP,
    REFUSED_CELLS,
    REFUSED_USES,
    REFUSED_NODES
};
struct refusal {
    uint8_t kind;
    struct span span; /* where; the line that is over the limit */
    uint64_t measured, limit;
};

struct document {
    str path;      /* relative to the root, '/' between parts, any other byte; arena */
    str source;    /* the bytes of the file, BOM included; owned (arena or handed over) */
    uint32_t body; /* offset of the first byte behind a BOM */
    char *owned;   /* heap block behind `source` or NULL */

    uint32_t *lines;     /* offset of each line's first byte */
    uint32_t line_count; /* at least 1 */

    struct section *sections;
    struct list *lists;
    struct table *tables;
    struct row *rows;
    struct cell *cells;
    struct entry *entries;        /* by start */
    struct reference *references; /* by start; an outer link before the image in it */
    struct definition *definitions;
    struct opaque *opaques;
    struct stray *strays; /* by `close` */
    struct block *blocks;
    struct anchor *anchors;
    str *papers; /* keys, each once: "arxiv:2405.18218", "doi:..." (doc/paper.h) */
    uint32_t section_count, list_count, table_count, row_count, cell_count, entry_count,
        reference_count, definition_count, opaque_count, stray_count, block_count, anchor_count,
        paper_count;

    struct refusal refusal;
    uint32_t disagreements;      /* places where the scanners and cmark-gfm did not agree */
    uint32_t cell_disagreements; /* of these, cells whose text was not the AST's */
    bool partial;                /* bytes were replaced for the parser (NUL, invalid UTF-8) */
    struct arena arena;
};

/*
 * Build a document from `source` (heap bytes whose ownership passes to the document; may hold
 * anything). `today` bounds arXiv ids. Never fails: what the guards of doc/limits.h refuse gives a
 * document with a refusal and nothing else. One thread at a time (cmark-gfm issue 207).
 */
struct document *document_build(str path, char *source, size_t size, const struct limits *limits,
                                struct date today);
/*
 * A text that is no list, so that a finding can point into it: its lines and nothing else. Both are
 * copied.
 */
struct document *document_plain(str path, str source);
void document_free(struct document *doc);

/* The bytes of a span. */
str document_text(const struct document *doc, struct span span);
/* Line (from 0) that holds the byte `offset`; offsets past the end are on the last line. */
uint32_t document_line(const struct document *doc, uint32_t offset);
/* The bytes of a line without its end (LF, CR LF or CR). */
struct span document_line_span(const struct document *doc, uint32_t line);
/* The row whose line holds the byte, or NULL. */
const struct row *document_row_at(const struct document *doc, uint32_t offset);
/* Whether the byte stands in code, a comment, a tag or front matter. */
bool document_is_opaque(const struct document *doc, uint32_t offset);

/* A cell without the blanks around it. */
struct span cell_trim(const struct document *doc, struct cell cell);
/* The cells of a row. */
const struct cell *row_cells(const struct document *doc, const struct row *row);
/* The rows of a table: [0] header, [1] delimiter, then the body. */
const struct row *table_rows(const struct document *doc, const struct table *table);
/* The references of an entry. */
const struct reference *entry_references(const struct document *doc, const struct entry *entry);
uint32_t entry_index(const struct document *doc, const struct entry *entry);
/* The innermost entry that holds the byte `offset`, or NO_INDEX. */
uint32_t document_entry_at(const struct document *doc, uint32_t offset);
/* Index of the first entry that starts at the byte `offset` or behind it; their count if none. */
uint32_t document_entry_from(const struct document *doc, uint32_t offset);
uint32_t reference_index(const struct document *doc, const struct reference *ref);
/* Index of the first reference that starts at the byte `offset` or behind it; their count if none.
 */
uint32_t document_reference_at(const struct document *doc, uint32_t offset);
/*
 * What a link is called: its text without marks and brackets ("Paper"), or for a bare URL the word
 * before its colon ("Code: https://..."). Source slice; may be empty.
 */
str reference_label(const struct document *doc, const struct reference *ref);
/*
 * Whether the link stands for itself, `[[code](u)]`, and not within a sentence, "the [code](u) of".
 * A number before it, a year, is no sentence.
 */
bool reference_is_apart(const struct document *doc, const struct reference *ref);
/*
 * reference_label() of a link that stands beside an entry, of which the list has one spelling;
 * empty for titles, prose, pictures, HTML, tables of contents and news.
 */
str reference_entry_label(const struct document *doc, const struct reference *ref);
/*
 * Whether a bare URL took in the pipe behind it, on a line among others of pipes that are in no
 * table: that is what is wrong there.
 */
bool reference_took_pipe(const struct document *doc, const struct reference *ref);
/* An image that is a badge: on a badge server, or wrapped in a link and small text. */
bool reference_is_badge(const struct reference *ref);
/* The image inside the link `ref`, or NULL. */
const struct reference *reference_image(const struct document *doc, const struct reference *ref);
/* The innermost heading (or root) at or above a section of any kind. */
uint32_t section_heading(const struct document *doc, uint32_t section);

#endif
