/*
 * concise: a finding as one line, and what there is more to say.
 */
#ifndef CURLINT_REPORT_CONCISE_H
#define CURLINT_REPORT_CONCISE_H

#include "report/format.h"

/* Append "papers/README.md:10:47", with which a line may begin. */
void concise_place(struct buf *out, const struct report *report, uint32_t document,
                   struct span span);
/* Append "papers/README.md:10:47: error[badge/repository] what is wrong" and a line end. */
void concise_line(struct buf *out, const struct report *report, const struct finding *finding);
/* Append, each on a new line, what mends it and so many of the other places: "\nnote: ... (place)".
 */
void concise_more(struct buf *out, const struct report *report, const struct finding *finding,
                  uint32_t related_limit);

#endif
