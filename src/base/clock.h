/*
 * clock: where time comes from. Rules, the scheduler and the store take a clock instead of asking
 * the system, so that the same input gives the same bytes and a test need not wait.
 */
#ifndef CURLINT_BASE_CLOCK_H
#define CURLINT_BASE_CLOCK_H

#include <stdint.h>

struct clock {
    /* Seconds since 1970-01-01T00:00:00Z. */
    int64_t (*wall)(void *self);
    /* Milliseconds from any fixed start; never goes back. */
    int64_t (*monotonic)(void *self);
    void *self; /* borrowed, handed to both */
};

/* The system's clocks. SOURCE_DATE_EPOCH, where set, replaces the wall clock. */
struct clock clock_system(void);

/* A calendar date, UTC: year 1970.., month 1..12, day 1..31. */
struct date {
    int year, month, day;
};

struct date date_from_epoch(int64_t seconds);
int64_t date_to_epoch(struct date date);
/* Whether the day exists in its month and year. */
int date_is_valid(struct date date);

#endif
