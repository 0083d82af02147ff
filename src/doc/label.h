/*
 * label: the words by which lists call their links: "Paper", "[[code]]", "Project Page". A link
 * called so is no title; one called "paper" is the paper.
 */
#ifndef CURLINT_DOC_LABEL_H
#define CURLINT_DOC_LABEL_H

#include "base/str.h"

enum label_kind {
    LABEL_NONE,  /* not a label: a title, a name, prose */
    LABEL_PAPER, /* the paper itself: paper, pdf, arxiv */
    LABEL_CODE,  /* its code: code, github, pytorch */
    LABEL_OTHER, /* demo, project page, video, ... */
};

/* `text` as reference_label() gives it; letter case aside. */
enum label_kind label_of(str text);

#endif
