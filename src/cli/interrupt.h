/*
 * interrupt: Ctrl-C while something long goes on: the first asks for an orderly end, the second
 * ends the process at once.
 */
#ifndef CURLINT_CLI_INTERRUPT_H
#define CURLINT_CLI_INTERRUPT_H

#include <signal.h>

/* From here on SIGINT and SIGTERM set what is returned, each once, instead of ending the process.
 */
const volatile sig_atomic_t *interrupt_watch(void);
/* As it was before. */
void interrupt_unwatch(void);

#endif
