/*
 * links: what the links of the lists lead to, for the rules that want to know.
 */
#ifndef CURLINT_CLI_LINKS_H
#define CURLINT_CLI_LINKS_H

#include "cli/flag.h"
#include "lint/links.h"

/* What a command line says of links; texts are borrowed from argv. */
struct link_options {
    const char *answers; /* --answers, or NULL */
};

/* Whether the run is to know anything of what links lead to. */
bool links_are_wanted(const struct link_options *options);
/* Fill `answers`. RC_FAIL: `err` says what is wrong with the options or the file. */
enum rc links_answer(struct answers *answers, const struct link_options *options,
                     struct err *err) RC_MUST_CHECK;

#endif
