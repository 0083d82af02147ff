#include "report/markdown.h"

#include "base/secret.h"
#include "report/escape.h"
#include "report/plain.h"
#include "report/position.h"
#include "report/prose.h"
#include "report/uri.h"

enum {
    EDIT_COLUMNS = 160, /* of what an edit takes away or puts in */
    JOINED_BYTES = 300, /* that edits of one finding may reach over and are shown as one */
};

/* Append what was written for a line of prose so that no pipe of it ends a cell. */
static void add_without_pipes(struct buf *out, str text)
{
    for (size_t i = 0; i < text.n; i++) {
        if (text.at[i] == '|')
            buf_add_char(out, '\\');
        buf_add_char(out, text.at[i]);
    }
}

void markdown_add_cell(struct buf *out, str text, uint32_t columns)
{
    struct buf prose = {0};
    prose_add(&prose, text, columns);
    add_without_pipes(out, buf_str(&prose));
    buf_free(&prose);
}

void markdown_add_code(struct buf *out, str text, uint32_t columns)
{
    struct buf safe = {0}, code = {0};
    escape_add_cut(&safe, text, columns);
    if (safe.n > 0)
        prose_add_code(&code, buf_str(&safe));
    add_without_pipes(out, buf_str(&code));
    buf_free(&safe);
    buf_free(&code);
}

void markdown_add_name(struct buf *out, str name)
{
    struct buf safe = {0};
    escape_add(&safe, name);
    for (size_t i = 0; i < safe.n; i++) {
        if (str_find_char(STR("&<>\"'"), safe.at[i]) != STR_NPOS)
            buf_printf(out, "&#%d;", safe.at[i]);
        else
            buf_add_char(out, safe.at[i]);
    }
    buf_free(&safe);
}

void markdown_add_rule(struct buf *out, const struct rule_entry *rule)
{
    buf_printf(out, "[%s](" PLAIN_PAGES "%s.md)", rule->id, rule->id);
}

/* On GitHub a line has its address in the source view, which alone has numbered lines. */
void markdown_add_place(struct buf *out, const struct report *report, uint32_t document,
                        struct span span)
{
    struct position at = position_of(report->documents[document], span.start);
    buf_printf(out, "[%u:%u](", at.line, at.column);
    buf_add(out, report->address);
    uri_add_path(out, report->documents[document]->path);
    buf_printf(out, "%s#L%u)", report->address.n > 0 ? "?plain=1" : "", at.line);
}

static void add_text(struct buf *out, str text)
{
    struct buf shown = {0};
    buf_add(&shown, text);
    secret_mask(shown.at, shown.n);
    markdown_add_code(out, buf_str(&shown), EDIT_COLUMNS);
    buf_free(&shown);
}

static void add_edit(struct buf *out, str old, str text)
{
    if (old.n == 0) {
        buf_add(out, STR("insert "));
        add_text(out, text);
    } else if (text.n == 0) {
        buf_add(out, STR("delete "));
        add_text(out, old);
    } else {
        buf_add(out, STR("write "));
        add_text(out, text);
        buf_add(out, STR(" for "));
        add_text(out, old);
    }
}

/* Several edits that are close together read best as one, of all that they reach over. */
void markdown_add_edits(struct buf *out, const struct document *doc, const struct finding *finding)
{
    const struct edit *edits = finding->edits;
    uint32_t count = finding->edit_count;
    struct span whole = span_of(edits[0].span.start, edits[count - 1].span.end);
    if (whole.end - whole.start > JOINED_BYTES) {
        add_edit(out, document_text(doc, edits[0].span), edits[0].text);
        if (count > 1)
            buf_printf(out, " and %u more", count - 1);
        return;
    }
    struct buf text = {0};
    for (uint32_t i = 0; i < count; i++) {
        if (i > 0)
            buf_add(&text, document_text(doc, span_of(edits[i - 1].span.end, edits[i].span.start)));
        buf_add(&text, edits[i].text);
    }
    add_edit(out, document_text(doc, whole), buf_str(&text));
    buf_free(&text);
}
