#include "report/audit_links.h"

#include "base/mem.h"

struct links {
    const struct report *report;
    const struct audit_links_form *form;
    bool *shown; /* one a link */
};

/* The file of the link `from`, whose links end before `*to`. */
static struct audit_file file_at(const struct report_audit *audit, size_t from, size_t *to)
{
    struct audit_file file = {.document = audit->links[from].finding->document};
    for (*to = from; *to < audit->link_count; ++*to) {
        const struct finding *finding = audit->links[*to].finding;
        if (finding->document != file.document)
            break;
        enum verdict verdict = finding->evidence->verdict;
        file.dead += verdict == VERDICT_GONE;
        file.moved += verdict == VERDICT_MOVED;
        file.other += verdict != VERDICT_GONE && verdict != VERDICT_MOVED;
    }
    return file;
}

/* Bytes of each link, and of what is around those of each file. */
static void measure(const struct links *links, size_t *sizes, size_t *frames)
{
    const struct report_audit *audit = links->report->audit;
    struct buf text = {0};
    for (size_t from = 0, to; from < audit->link_count; from = to) {
        struct audit_file file = file_at(audit, from, &to);
        buf_clear(&text);
        links->form->heading(&text, links->report, &file);
        frames[file.document] = text.n + links->form->ending_room;
        for (size_t i = from; i < to; i++) {
            buf_clear(&text);
            links->form->link(&text, links->report, &audit->links[i]);
            sizes[i] = text.n;
        }
    }
    buf_free(&text);
}

/* Mark the most important that there is room for; gives the number of the others. */
static size_t choose(const struct links *links, size_t room)
{
    const struct report_audit *audit = links->report->audit;
    size_t *sizes = mem_alloc(audit->link_count, sizeof *sizes);
    size_t *frames = mem_alloc(links->report->document_count, sizeof *frames);
    size_t used = 0, left_out = 0;
    measure(links, sizes, frames);
    for (unsigned rank = 0; rank < REPORT_LINK_RANKS; rank++)
        for (size_t i = 0; i < audit->link_count; i++) {
            if (report_link_rank(&audit->links[i]) != rank)
                continue;
            size_t *frame = &frames[audit->links[i].finding->document];
            links->shown[i] = used + sizes[i] + *frame <= room;
            left_out += !links->shown[i];
            if (links->shown[i]) {
                used += sizes[i] + *frame;
                *frame = 0;
            }
        }
    mem_free(frames);
    mem_free(sizes);
    return left_out;
}

size_t audit_links_add(struct buf *out, const struct report *report,
                       const struct audit_links_form *form, size_t room, void *self)
{
    const struct report_audit *audit = report->audit;
    struct links links = {report, form, mem_alloc(audit->link_count, sizeof(bool))};
    size_t left_out = choose(&links, room);
    for (size_t from = 0, to; from < audit->link_count; from = to) {
        struct audit_file file = file_at(audit, from, &to);
        bool any = false;
        for (size_t i = from; i < to; i++) {
            if (!links.shown[i])
                continue;
            if (!any)
                form->heading(out, report, &file);
            form->link(out, report, &audit->links[i]);
            any = true;
        }
        if (any)
            form->ending(out, report, &file, self);
    }
    mem_free(links.shown);
    return left_out;
}

static void add_count(struct buf *out, uint32_t count, const char *what, bool *first)
{
    if (count > 0) {
        buf_printf(out, "%s%u %s", *first ? "" : ", ", count, what);
        *first = false;
    }
}

void audit_file_add_counts(struct buf *out, const struct audit_file *file)
{
    bool first = true;
    add_count(out, file->dead, "dead", &first);
    add_count(out, file->moved, "moved", &first);
    add_count(out, file->other, "other", &first);
}
