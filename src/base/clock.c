#include "base/clock.h"

#include <stdlib.h>
#include <time.h>

static int64_t system_wall(void *self)
{
    (void)self;
    const char *fixed = getenv("SOURCE_DATE_EPOCH");
    if (fixed && *fixed) {
        char *end;
        long long seconds = strtoll(fixed, &end, 10);
        if (*end == '\0' && seconds >= 0)
            return seconds;
    }
    return (int64_t)time(NULL);
}

static int64_t system_monotonic(void *self)
{
    (void)self;
    struct timespec now = {0};
    clock_gettime(CLOCK_MONOTONIC, &now);
    return (int64_t)now.tv_sec * 1000 + now.tv_nsec / 1000000;
}

struct clock clock_system(void)
{
    return (struct clock){.wall = system_wall, .monotonic = system_monotonic};
}

/* Days since 1970-01-01 of a proleptic Gregorian date; the year is taken to begin in March. */
static int64_t days_from_civil(int year, int month, int day)
{
    int64_t y = month <= 2 ? year - 1 : year;
    int64_t era = (y >= 0 ? y : y - 399) / 400;
    int64_t year_of_era = y - era * 400;
    int64_t day_of_year = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1;
    int64_t day_of_era = year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year;
    return era * 146097 + day_of_era - 719468;
}

int64_t date_to_epoch(struct date date)
{
    return days_from_civil(date.year, date.month, date.day) * 86400;
}

struct date date_from_epoch(int64_t seconds)
{
    int64_t days = (seconds >= 0 ? seconds : seconds - 86399) / 86400 + 719468;
    int64_t era = (days >= 0 ? days : days - 146096) / 146097;
    int64_t day_of_era = days - era * 146097;
    int64_t year_of_era =
        (day_of_era - day_of_era / 1460 + day_of_era / 36524 - day_of_era / 146096) / 365;
    int64_t day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    int64_t shifted_month = (5 * day_of_year + 2) / 153;
    int month = (int)(shifted_month < 10 ? shifted_month + 3 : shifted_month - 9);
    return (struct date){
        .year = (int)(year_of_era + era * 400 + (month <= 2)),
        .month = month,
        .day = (int)(day_of_year - (153 * shifted_month + 2) / 5 + 1),
    };
}

int date_is_valid(struct date date)
{
    if (date.month < 1 || date.month > 12 || date.day < 1 || date.day > 31)
        return 0;
    struct date back = date_from_epoch(date_to_epoch(date));
    return back.year == date.year && back.month == date.month && back.day == date.day;
}
