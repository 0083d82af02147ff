/*
 * github: what GitHub Actions says of the place in its environment.
 */
#ifndef CURLINT_CLI_GITHUB_H
#define CURLINT_CLI_GITHUB_H

#include "cli/place.h"
#include "report/format.h"

/*
 * Set the folder of the root below the workspace, and the address of its files on GitHub, where
 * the environment tells; both in the arena of `place`.
 */
void github_locate(struct report *report, struct place *place, const struct cli *cli);

#endif
