/*
 * html_chart: numbers over time as a picture that the page holds itself (SVG). Made of numbers and
 * words of ours alone.
 */
#ifndef CURLINT_REPORT_HTML_CHART_H
#define CURLINT_REPORT_HTML_CHART_H

#include "base/buf.h"

enum { HTML_CHART_SERIES = 3 };

/* One line of a chart. */
struct html_series {
    const char *name;
    const char *kind;      /* its class, which has the colour: "dead" */
    const int64_t *values; /* one a point in time; -1: none there */
};

struct html_chart {
    const char *id;       /* unique in the page */
    const char *title;    /* "Links over the audits" */
    const char *unit;     /* behind a number: " ms"; may be empty */
    const int64_t *times; /* seconds since 1970, of the points */
    size_t count;         /* of points */
    struct html_series series[HTML_CHART_SERIES];
    size_t series_count;
};

/* Append the figure. */
void html_chart_add(struct buf *out, const struct html_chart *chart);

#endif
