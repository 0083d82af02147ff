#include "report/row_title.h"

#include "base/secret.h"

/* More of a line is never shown, and many findings may be on one. */
enum { ROW_BYTES = 2000 };

void row_title_add(struct buf *out, const struct document *doc, const struct finding *finding)
{
    str title = finding->entry != NO_INDEX ? document_text(doc, doc->entries[finding->entry].title)
                                           : STR("");
    if (str_trim(title).n == 0)
        title =
            document_text(doc, document_line_span(doc, document_line(doc, finding->span.start)));
    title = str_trim(title);
    size_t start = out->n;
    buf_add(out, str_sub(title, 0, title.n < ROW_BYTES ? title.n : ROW_BYTES));
    if (out->n > start)
        secret_mask(&out->at[start], out->n - start);
}
