/*
 * arxiv: a paper of arXiv behind a URL, and whether its identifier can exist.
 *
 * Grammar: arXiv's "Understanding the arXiv identifier" and its own reader (arxiv-base,
 * arxiv/identifier), which is followed where it is lenient: ".pdf" behind any form, "arXiv:" before
 * the id, archives without their hyphen, anything behind a further slash.
 */
#ifndef CURLINT_DOC_ARXIV_H
#define CURLINT_DOC_ARXIV_H

#include "base/clock.h"
#include "doc/site.h"
#include "doc/url.h"

enum arxiv_form {
    ARXIV_ABS,
    ARXIV_PDF,
    ARXIV_HTML,
    ARXIV_FORMAT, /* /format: the choice of other formats */
    ARXIV_FIGURE, /* a file below /html/ID/: a picture of the paper */
    ARXIV_SOURCE, /* /src, /e-print, /ps, or the id right behind the host */
    ARXIV_DOI,    /* doi.org/10.48550/arXiv.ID */
    ARXIV_READER, /* the paper's page on Hugging Face or alphaXiv */
};

struct arxiv_ref {
    enum arxiv_form form;
    str id_text; /* the identifier as written, slice of the URL; set with every verdict but NONE */
    char id[32]; /* "2405.18218", "math/0611800": no version, no subject class; ARXIV_OK only */
    int version; /* 0 where none is given */
    str host;    /* slice of the URL */
};

enum arxiv_verdict {
    ARXIV_NONE, /* no reference to a paper of arXiv: /list, /a, /search, the bare host, others */
    ARXIV_OK,
    ARXIV_BAD, /* meant as one, and cannot exist: `fault` says why */
};

enum arxiv_fault {
    ARXIV_FAULT_NONE,
    ARXIV_FAULT_EMPTY,   /* /abs/ and nothing more */
    ARXIV_FAULT_SLASHES, /* /abs//ID */
    ARXIV_FAULT_SHAPE,   /* neither YYMM.NNNNN nor archive/YYMMNNN */
    ARXIV_FAULT_MONTH,   /* not 01 to 12 */
    ARXIV_FAULT_DIGITS,  /* four up to 1412, five from 1501, seven in the old form */
    ARXIV_FAULT_ZERO,    /* papers are counted from 1 */
    ARXIV_FAULT_FUTURE,  /* more than a month after today's */
    ARXIV_FAULT_EARLY,   /* new form before April 2007 */
    ARXIV_FAULT_LATE,    /* old form outside 1991 to March 2007 */
    ARXIV_FAULT_ARCHIVE, /* unknown archive before the slash */
    ARXIV_FAULT_VERSION, /* v0 */
    ARXIV_FAULT_GLUED,   /* text behind the id: 2407.11681mini */
    ARXIV_FAULT_HOST,    /* a host that looks like arXiv's and is not */
    ARXIV_FAULT_COUNT
};

/*
 * Read a URL (entities and escapes undone). `today` bounds the months, with one month of slack for
 * time zones and clocks. Only the forms that name one paper are judged; a /src that does not parse
 * is ARXIV_NONE. `ref` and `fault` are always set.
 */
enum arxiv_verdict arxiv_parse(str url, struct date today, struct arxiv_ref *ref,
                               enum arxiv_fault *fault);

/* The same of a URL that was split already, and whose host is of `site`. */
enum arxiv_verdict arxiv_read(const struct url *url, enum site site, struct date today,
                              struct arxiv_ref *ref, enum arxiv_fault *fault);

/* Why, for a sentence "arXiv id X ..."; static. ARXIV_FAULT_NONE gives "". */
const char *arxiv_fault_text(enum arxiv_fault fault);

#endif
