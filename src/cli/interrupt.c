#include "cli/interrupt.h"

#include <stddef.h>

static const int watched[] = {SIGINT, SIGTERM};

static volatile sig_atomic_t stopped; /* reason: a signal handler can be handed nothing */

static void stop(int signal_number)
{
    (void)signal_number;
    stopped = 1;
}

const volatile sig_atomic_t *interrupt_watch(void)
{
    struct sigaction action = {.sa_handler = stop, .sa_flags = (int)SA_RESETHAND};
    sigemptyset(&action.sa_mask);
    stopped = 0;
    for (size_t i = 0; i < sizeof watched / sizeof *watched; i++) {
        struct sigaction before;
        /* Whoever had it ignored (nohup, a shell's background job) keeps that. */
        if (sigaction(watched[i], NULL, &before) == 0 && before.sa_handler != SIG_IGN)
            sigaction(watched[i], &action, NULL);
    }
    return &stopped;
}

void interrupt_unwatch(void)
{
    for (size_t i = 0; i < sizeof watched / sizeof *watched; i++) {
        struct sigaction now;
        if (sigaction(watched[i], NULL, &now) == 0 && now.sa_handler == stop)
            signal(watched[i], SIG_DFL);
    }
}
