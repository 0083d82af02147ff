#include "report/html_audit.h"

#include "report/audit_links.h"
#include "report/html.h"

/* Bytes that the links, and that the patches, may take of a page. */
enum { ROWS_ROOM = 1536 * 1024, PATCHES_ROOM = 1024 * 1024 };

#define FILE_END STR("</tbody></table>\n</div>\n")

/* Patches come by file, as links do. */
struct patches {
    size_t next;
    size_t room;
};

static void add_link(struct buf *out, const struct report *report, const struct report_link *link)
{
    const struct finding *finding = link->finding;
    str word = report_link_word(link);
    buf_printf(out, "<tr data-k=\"%.*s\"%s><td><span class=\"tag %.*s\">%.*s</span>%s</td><td>",
               STR_ARG(word), link->fresh ? " data-n" : "", STR_ARG(word), STR_ARG(word),
               link->fresh ? " <span class=\"new\">new</span>" : "");
    html_add_place(out, report, finding->document, finding->span);
    buf_add(out, STR("</td><td>"));
    html_add_row(out, report, finding);
    buf_add(out, STR("</td><td class=\"url\">"));
    html_add_url(out, finding->url);
    buf_add(out, STR("</td><td class=\"url\">"));
    if (finding->evidence->verdict == VERDICT_MOVED)
        html_add_url(out, finding->evidence->final);
    else if (finding->evidence->verdict == VERDICT_OK)
        html_add(out, finding->message);
    else
        html_add(out, finding->evidence->reason);
    buf_add(out, STR("</td></tr>\n"));
}

static void add_heading(struct buf *out, const struct report *report, const struct audit_file *file)
{
    buf_printf(out, "<section class=\"file\" aria-labelledby=\"file-%u\">\n<h3 id=\"file-%u\">",
               file->document, file->document);
    html_add(out, report->names[file->document]);
    buf_add(out, STR(" <small>"));
    audit_file_add_counts(out, file);
    buf_printf(out,
               "</small></h3>\n<div class=\"scroll\" role=\"region\" aria-labelledby=\"file-%u\" "
               "tabindex=\"0\">\n<table class=\"sortable links\">\n<thead><tr>",
               file->document);
    static const char *const names[] = {"what", "line", "entry", "link", "now at, or why"};
    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        buf_printf(out, "<th scope=\"col\"%s>%s</th>", i == 1 ? " data-t=\"n\"" : "", names[i]);
    buf_add(out, STR("</tr></thead>\n<tbody class=\"rows\">\n"));
}

/* The patch of a file; where the page cannot hold it, a word about that. */
static void add_patch(struct buf *out, const struct report_patch *patch, size_t *room)
{
    const char *them = patch->links == 1 ? "link that has" : "links that have";
    struct buf text = {0};
    if (html_can_hold(patch->text))
        html_add_exact(&text, patch->text);
    if (text.n == 0 || text.n > *room) {
        buf_printf(out,
                   "<p>The patch for %u %s moved is no text that this page can hold: "
                   "<code>curlint audit --open-patch FILE</code> writes it.</p>\n",
                   patch->links, them);
    } else {
        *room -= text.n;
        buf_printf(out,
                   "<details class=\"patch\"><summary>Patch for %u %s moved</summary>\n"
                   "<p>Copy it to a file and run <code>git apply FILE</code> in the root of the "
                   "repository.</p>\n<pre tabindex=\"0\"><code>",
                   patch->links, them);
        buf_add(out, buf_str(&text));
        buf_add(out, STR("</code></pre></details>\n"));
    }
    buf_free(&text);
}

static void add_ending(struct buf *out, const struct report *report, const struct audit_file *file,
                       void *self)
{
    struct patches *patches = self;
    const struct report_audit *audit = report->audit;
    buf_add(out, FILE_END);
    while (patches->next < audit->patch_count &&
           audit->patches[patches->next].document < file->document)
        patches->next++;
    if (patches->next < audit->patch_count &&
        audit->patches[patches->next].document == file->document)
        add_patch(out, &audit->patches[patches->next], &patches->room);
    buf_add(out, STR("</section>\n"));
}

void html_audit_add_links(struct buf *out, const struct report *report)
{
    /* An ending that says why there is no patch is the longest that counts. */
    static const struct audit_links_form form = {add_heading, add_link, add_ending, 256};
    struct patches patches = {.room = PATCHES_ROOM};
    buf_add(out, STR("<section aria-labelledby=\"links\">\n<h2 id=\"links\">Links by file</h2>\n"));
    if (report->audit->link_count == 0)
        buf_add(out, STR("<p>Nothing is the matter with any link.</p>\n"));
    size_t left_out = audit_links_add(out, report, &form, ROWS_ROOM, &patches);
    html_add_left_out(out, left_out);
    buf_add(out, STR("</section>\n"));
}
