#include "report/html_chart.h"

#include "report/html.h"

#include <inttypes.h>

/* In units of the picture. */
enum { WIDTH = 640, HEIGHT = 220, LEFT = 56, RIGHT = 12, TOP = 12, BOTTOM = 28, LINES = 4 };

/* The least number of the form 1, 2, 5 times a power of ten, LINES times, that holds them all. */
static int64_t find_top(const struct html_chart *chart)
{
    int64_t most = 1;
    for (size_t s = 0; s < chart->series_count; s++)
        for (size_t i = 0; i < chart->count; i++)
            if (chart->series[s].values[i] > most)
                most = chart->series[s].values[i];
    static const int64_t factors[] = {1, 2, 5};
    for (int64_t power = 1; power < INT64_MAX / 1000; power *= 10)
        for (size_t i = 0; i < 3; i++)
            if (LINES * power * factors[i] >= most)
                return LINES * power * factors[i];
    return most;
}

static double x_of(const struct html_chart *chart, size_t i)
{
    double width = WIDTH - LEFT - RIGHT;
    return chart->count > 1 ? LEFT + width * (double)i / (double)(chart->count - 1)
                            : LEFT + width / 2;
}

static double y_of(int64_t value, int64_t top)
{
    return TOP + (HEIGHT - TOP - BOTTOM) * (1 - (double)value / (double)top);
}

static void add_frame(struct buf *out, const struct html_chart *chart, int64_t top)
{
    for (int i = 0; i <= LINES; i++) {
        double y = y_of(top * i / LINES, top);
        buf_printf(out, "<line class=\"grid\" x1=\"%d\" x2=\"%d\" y1=\"%.1f\" y2=\"%.1f\"/>", LEFT,
                   WIDTH - RIGHT, y, y);
        buf_printf(out, "<text class=\"label\" text-anchor=\"end\" x=\"%d\" y=\"%.1f\">", LEFT - 6,
                   y + 4);
        html_add_number(out, (uint64_t)(top * i / LINES));
        buf_add(out, STR("</text>"));
    }
    const size_t ends[] = {0, chart->count - 1};
    for (size_t i = 0; i < (chart->count > 1 ? 2u : 1u); i++) {
        const char *anchor = chart->count == 1 ? "middle" : i == 0 ? "start" : "end";
        buf_printf(out, "<text class=\"label\" text-anchor=\"%s\" x=\"%.1f\" y=\"%d\">", anchor,
                   x_of(chart, ends[i]), HEIGHT - 8);
        html_add_date(out, chart->times[ends[i]]);
        buf_add(out, STR("</text>"));
    }
    buf_add_char(out, '\n');
}

static void add_series(struct buf *out, const struct html_chart *chart, size_t s, int64_t top)
{
    const struct html_series *series = &chart->series[s];
    buf_printf(out, "<g class=\"series %s\"><path d=\"", series->kind);
    for (size_t i = 0, there = 0; i < chart->count; i++) {
        if (series->values[i] >= 0)
            buf_printf(out, "%c%.1f %.1f", there++ ? 'L' : 'M', x_of(chart, i),
                       y_of(series->values[i], top));
    }
    buf_add(out, STR("\"/>"));
    for (size_t i = 0; i < chart->count; i++) {
        if (series->values[i] < 0)
            continue;
        buf_printf(out, "<circle cx=\"%.1f\" cy=\"%.1f\" r=\"3\"><title>", x_of(chart, i),
                   y_of(series->values[i], top));
        html_add_date(out, chart->times[i]);
        buf_printf(out, ": %s ", series->name);
        html_add_number(out, (uint64_t)series->values[i]);
        buf_printf(out, "%s</title></circle>", chart->unit);
    }
    buf_add(out, STR("</g>\n"));
}

void html_chart_add(struct buf *out, const struct html_chart *chart)
{
    int64_t top = find_top(chart);
    buf_printf(out, "<figure>\n<figcaption><span id=\"%s\">%s</span><span class=\"legend\">",
               chart->id, chart->title);
    for (size_t s = 0; s < chart->series_count; s++)
        buf_printf(out, "<span class=\"key %s\">%s</span>", chart->series[s].kind,
                   chart->series[s].name);
    buf_printf(out,
               "</span></figcaption>\n<svg viewBox=\"0 0 %d %d\" role=\"img\" "
               "aria-labelledby=\"%s\">\n",
               WIDTH, HEIGHT, chart->id);
    add_frame(out, chart, top);
    for (size_t s = 0; s < chart->series_count; s++)
        add_series(out, chart, s, top);
    buf_add(out, STR("</svg>\n</figure>\n"));
}
