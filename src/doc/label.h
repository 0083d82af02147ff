/*
 * label: the words by which lists call their links: "Paper", "[[code]]", "Project Page". A link
 * called so is no title; one called "paper" is the paper.
 */
#ifndef CURLINT_DOC_LABEL_H
#define CURLINT_DOC_LABEL_H

#include "base/buf.h"
#include "base/str.h"

enum label_kind {
    LABEL_NONE,  /* not a label: a title, a name, prose */
    LABEL_PAPER, /* the paper itself: paper, pdf, arxiv */
    LABEL_CODE,  /* its code: code, github, pytorch */
    LABEL_OTHER, /* demo, project page, video, ... */
};

/* `text` as reference_label() gives it; letter case aside. */
enum label_kind label_of(str text);

/*
 * Append what all spellings of one label share: its words in lower case with one space between,
 * "papers" and "codes" in the singular ("videos" may be several). Nothing where it is no label.
 */
void label_fold(struct buf *out, str text);

/* "2405.18218", "arXiv:2405.18218v2": links called by the id of their paper. */
bool label_is_arxiv_id(str text);

/* "ICLR 2024", "CVPR'23 Oral": acronyms and a year. "BERT: ..." and "ICLR" alone are none. */
bool label_is_venue(str text);

#endif
