/*
 * audit_links: the links of an audit by file, as many as there is room for, in the form of a
 * format.
 */
#ifndef CURLINT_REPORT_AUDIT_LINKS_H
#define CURLINT_REPORT_AUDIT_LINKS_H

#include "report/format.h"

/* The links of one file. */
struct audit_file {
    uint32_t document;
    uint32_t dead, moved, other; /* shown or not */
};

/* How a format writes them; `report` has an audit. */
struct audit_links_form {
    void (*heading)(struct buf *out, const struct report *report, const struct audit_file *file);
    void (*link)(struct buf *out, const struct report *report, const struct report_link *link);
    /* What stands behind the links of a file; `self` is the caller's. */
    void (*ending)(struct buf *out, const struct report *report, const struct audit_file *file,
                   void *self);
    size_t ending_room; /* bytes of an ending that count */
};

/*
 * Append the links, in at most `room` bytes where no ending takes more than its room: where that is
 * too little, the dead ones first, before those that are known the new ones. Gives the number of
 * those that are left out.
 */
size_t audit_links_add(struct buf *out, const struct report *report,
                       const struct audit_links_form *form, size_t room, void *self);
/* Append "3 dead, 1 moved, 2 other". */
void audit_file_add_counts(struct buf *out, const struct audit_file *file);

#endif
