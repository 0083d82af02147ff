/*
 * link_services: which services are asked in place of pages, where, and who gets which token. The
 * configuration is a stranger's: a token goes to the place that the environment says it is for.
 */
#ifndef CURLINT_CLI_LINK_SERVICES_H
#define CURLINT_CLI_LINK_SERVICES_H

#include "cli/command.h"
#include "lint/settings.h"
#include "net/service.h"

/*
 * All services, as the configuration and the environment want them, in `arena`. RC_FAIL: `err` says
 * which line of the configuration is wrong, or that a token is none.
 */
enum rc link_services_read(const struct settings *settings,
                           const char *(*environment)(const char *name), struct arena *arena,
                           const struct service_setting **out, size_t *count,
                           struct err *err) RC_MUST_CHECK;

#endif
