/*
 * finding: what a rule says about a place in a list, and the edits that would mend it.
 */
#ifndef CURLINT_LINT_FINDING_H
#define CURLINT_LINT_FINDING_H

#include "lint/match.h"
#include "lint/suppression.h"

struct evidence; /* net/evidence.h */

enum severity { SEVERITY_OFF, SEVERITY_INFO, SEVERITY_WARNING, SEVERITY_ERROR };

/* SAFE is applied by --fix, UNSAFE by --unsafe-fixes, SHOW is only printed. */
enum safety { FIX_NONE, FIX_SAFE, FIX_UNSAFE, FIX_SHOW };

/* Replace the bytes of `span` by `text`. */
struct edit {
    struct span span;
    str text; /* arena of the findings */
};

struct related {
    uint32_t document; /* into the repository's documents */
    struct span span;
    str message; /* arena; "first listed here" */
};

/* Beside a base: of the head NEW or EXISTING, of the base FIXED or EXISTING. */
enum finding_status { STATUS_NONE, STATUS_NEW, STATUS_EXISTING, STATUS_FIXED };

struct finding {
    const struct rule_entry *rule; /* static */
    enum severity severity;
    uint32_t document;
    struct span span;
    uint32_t entry; /* in that document, or NO_INDEX */
    str message;    /* one sentence without a final full stop; arena; may hold any bytes */
    str help;       /* how to mend it; may be empty; arena */
    str url;        /* the URL that it is about; may be empty; arena or document */
    const struct evidence *evidence; /* of the URL; NULL unless it was asked for; borrowed from the
                                        run's answers */
    uint64_t fingerprint;    /* of rule, entry or section, and what is wrong: no line, no path */
    uint64_t fault;          /* the same without entry and section */
    struct related *related; /* arena */
    struct edit *edits;      /* arena; all or nothing; sorted, not overlapping */
    uint32_t related_count, edit_count;
    enum safety safety;
    enum finding_status status;
    enum fate fate; /* beside a base: what the change did to the entry or the lines that it is on */
    bool suppressed;
    enum suppression_kind suppressed_by; /* of what is suppressed */
    str suppression_reason;              /* slice of a document or the settings, or static */
};

/* All findings of a run over one snapshot. */
struct findings {
    struct finding *at; /* heap, owned */
    size_t n, cap;
    struct arena arena;
};

void findings_free(struct findings *findings);
const char *severity_name(enum severity severity);
/*
 * What a comparison says of it: " (older)" where the change only touched its row, " (elsewhere)"
 * where the change caused it on lines that it left alone, else "".
 */
const char *finding_history(const struct finding *finding);
/* False where `name` is none of "error", "warning", "info", "off". */
bool severity_parse(str name, enum severity *out);

#endif
