/*
 * row_template: how a list writes an entry where the configuration says it: Markdown with named
 * parts, `|{badges}[{title}]({url}) <br> {authors} |{picture} |{links <br> }|`.
 *
 *   title, url, authors   as written, marks and escapes included
 *   date                  as written
 *   picture               the first, whole
 *   badges, links         all of them, whole; behind the name the text that stands between two
 *
 * `{?` to `?}` stands only where one of the parts in it does. `{{` and `}}` are braces.
 */
#ifndef CURLINT_LINT_ROW_TEMPLATE_H
#define CURLINT_LINT_ROW_TEMPLATE_H

#include "base/buf.h"
#include "base/err.h"
#include "doc/document.h"

enum row_part {
    ROW_TITLE,
    ROW_URL,
    ROW_AUTHORS,
    ROW_DATE,
    ROW_PICTURE,
    ROW_BADGES,
    ROW_LINKS,
    ROW_PARTS
};

enum {
    ROW_TEXTS_MAX = 32,
    ROW_CLASSES = 3, /* of links: code, paper, others; of badges: stars, others */
};

/* Markdown of an entry: the texts of each part, of all but badges and links at most one. */
struct row_values {
    str at[ROW_PARTS][ROW_TEXTS_MAX];        /* borrowed or of `arena` */
    uint8_t class[ROW_PARTS][ROW_TEXTS_MAX]; /* below ROW_CLASSES: of what kind it is */
    uint32_t count[ROW_PARTS];
    struct arena arena;
};

/* Zero-initialise `out`; row_values_free() when done. As the file at the path `page` has them. */
void row_values_read(struct row_values *out, const struct document *doc, const struct entry *entry,
                     str page);
/* Put the values of a part in the place of those that are there. */
void row_values_take(struct row_values *out, enum row_part part, const struct row_values *from);

/* Which kinds of badges and of links a list writes before which; zero-initialise. */
struct row_order {
    uint32_t before[2][ROW_CLASSES][ROW_CLASSES];
};
void row_order_add(struct row_order *order, const struct row_values *values);
/* Put badges and links into the order that most entries have. */
void row_order_apply(const struct row_order *order, struct row_values *values);
void row_values_free(struct row_values *values);

/* RC_FAIL with one sentence without a place: an unknown part, a brace or group that is not closed,
 * no title, a line end. */
enum rc row_template_check(str template, struct err *err) RC_MUST_CHECK;
/* Append the row; `table`: pipes in the values are escaped. The template was checked. */
void row_template_fill(struct buf *out, str template, const struct row_values *values, bool table);

#endif
