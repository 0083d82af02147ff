/*
 * news: sections that tell what happened to the list or a project. Their items speak of a paper,
 * often of the same one again and again, and list none.
 */
#ifndef CURLINT_DOC_NEWS_H
#define CURLINT_DOC_NEWS_H

#include "base/str.h"

enum heading_sense {
    HEADING_TOPIC, /* "Fake News Detection" */
    HEADING_NEWS,  /* "📢 News", "Update Log (2024)", "What's New?", "更新日志" */
    HEADING_PART,  /* "May 2024", "Latest": a part of what the heading above it says */
};

/* What a heading says by its words, letter case, digits, emoji and marks aside. */
enum heading_sense heading_sense(str text);

#endif
