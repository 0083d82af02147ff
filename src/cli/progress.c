#include "cli/progress.h"

#include "cli/print.h"
#include "report/escape.h"

#include <inttypes.h>
#include <string.h>
#include <sys/ioctl.h>
#include <unistd.h>

enum { LINE_EVERY_MS = 30000, COLUMNS = 80, COLUMNS_MAX = 200 };

void progress_start(struct progress *progress, const struct cli *cli)
{
    const char *term = cli->environment("TERM"), *ci = cli->environment("CI");
    progress->terminal = isatty(print_descriptor(STREAM_ERROR)) && term && *term &&
                         strcmp(term, "dumb") != 0 && !(ci && *ci);
}

static void write_text(const struct buf *text)
{
    (void)print_bytes(STREAM_ERROR, buf_str(text), OUTCOME_CLEAN);
}

void progress_clear(struct progress *progress)
{
    struct buf text = {0};
    if (!progress->shown)
        return;
    buf_add(&text, STR("\r\x1b[K"));
    write_text(&text);
    buf_free(&text);
    progress->shown = false;
}

void progress_add_time(struct buf *out, int64_t milliseconds)
{
    int64_t seconds = (milliseconds + 999) / 1000;
    if (seconds < 100)
        buf_printf(out, "%" PRId64 " s", seconds);
    else if (seconds < 100 * 60)
        buf_printf(out, "%" PRId64 " min", (seconds + 59) / 60);
    else
        buf_printf(out, "%" PRId64 " h %" PRId64 " min", seconds / 3600, seconds % 3600 / 60);
}

/* "1200 of 10000 links, 85/s, 2 min left; waiting for arxiv.org (512), github.com (300)" */
static void add_state(struct buf *out, const struct check_progress *state)
{
    buf_printf(out, "%zu of %zu links", state->done, state->total);
    if (state->elapsed > 0 && state->done > 0) {
        double rate = (double)state->done * 1000.0 / (double)state->elapsed;
        buf_printf(out, rate < 10 ? ", %.1f/s" : ", %.0f/s", rate);
    }
    if (state->left >= 0 && state->done < state->total) {
        buf_add(out, STR(", "));
        progress_add_time(out, state->left);
        buf_add(out, STR(" left"));
    }
    for (size_t i = 0; i < state->slow_count; i++) {
        const struct check_host *host = &state->slow[i];
        buf_add(out, i == 0 ? STR("; waiting for ") : STR(", "));
        escape_add(out, host->name);
        buf_printf(out, " (%zu)", host->waiting + host->in_flight);
    }
}

static uint32_t columns(void)
{
    struct winsize size;
    if (ioctl(print_descriptor(STREAM_ERROR), TIOCGWINSZ, &size) != 0 || size.ws_col < 20)
        return COLUMNS;
    return size.ws_col < COLUMNS_MAX ? size.ws_col : COLUMNS_MAX;
}

void progress_tell(struct progress *progress, const struct check_progress *state)
{
    struct buf text = {0}, line = {0};
    if (progress->quiet || (!progress->terminal && state->elapsed - progress->told < LINE_EVERY_MS))
        return;
    progress->told = state->elapsed;
    add_state(&text, state);
    if (progress->terminal) {
        buf_add(&line, STR("\r\x1b[K"));
        escape_add_cut(&line, buf_str(&text), columns() - 1);
        write_text(&line);
        progress->shown = true;
    } else {
        print_note("%.*s", STR_ARG(text));
    }
    buf_free(&text);
    buf_free(&line);
}

void progress_add_verdicts(struct buf *out, const size_t verdicts[VERDICT_COUNT])
{
    size_t alive = verdicts[VERDICT_OK] + verdicts[VERDICT_REDIRECTED];
    if (alive > 0)
        buf_printf(out, ", %zu alive", alive);
    for (int v = 0; v < VERDICT_COUNT; v++)
        if (v != VERDICT_OK && v != VERDICT_REDIRECTED && verdicts[v] > 0)
            buf_printf(out, ", %zu %s", verdicts[v],
                       v == VERDICT_NOT_CHECKED ? "not checked" : verdict_name((enum verdict)v));
}

void progress_add_host(struct buf *out, const struct check_host *host)
{
    escape_add(out, host->name);
    buf_printf(out, ": %zu link%s", host->urls, host->urls == 1 ? "" : "s");
    progress_add_verdicts(out, host->verdicts);
    buf_printf(out, "; %" PRIu64 " request%s", host->requests, host->requests == 1 ? "" : "s");
    if (host->requests > 0)
        buf_printf(out, ", %" PRId64 " ms each", host->answer_time / (int64_t)host->requests);
    if (host->failures > 0)
        buf_printf(out, ", %" PRIu64 " without answer", host->failures);
    if (host->limited > 0)
        buf_printf(out, ", %" PRIu64 " times too many", host->limited);
}
