/*
 * progress: what a person sees while links are asked for, and of each host afterwards: on a
 * terminal one line that changes, elsewhere a line every 30 seconds.
 */
#ifndef CURLINT_CLI_PROGRESS_H
#define CURLINT_CLI_PROGRESS_H

#include "base/buf.h"
#include "cli/command.h"
#include "net/check.h"

struct progress {
    bool quiet;
    bool terminal;
    bool shown;   /* the changing line is on the screen */
    int64_t told; /* elapsed milliseconds at the last line */
};

/* Zero-initialised but for `quiet`. */
void progress_start(struct progress *progress, const struct cli *cli);
/* `left` links are not known yet of `total` */
void progress_tell(struct progress *progress, const struct check_progress *state);
/* Take the changing line away: something else is to be said. */
void progress_clear(struct progress *progress);

/* Append "4 min", "35 s". */
void progress_add_time(struct buf *out, int64_t milliseconds);
/* Append one line on a host after the run: "github.com: 512 links, 510 alive, 2 gone; ...". */
void progress_add_host(struct buf *out, const struct check_host *host);
/* Append ", 5 gone" and the like for each kind of verdict that there are any of. */
void progress_add_verdicts(struct buf *out, const size_t verdicts[VERDICT_COUNT]);

#endif
