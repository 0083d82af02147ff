#include "net/wait.h"

#include "base/buf.h"
#include "net/libcurl.h"

/* More than any server means; what is longer is taken for this. */
#define LONGEST INT64_C(31536000)

/* The number that a field begins with, -1 where it begins with none; it may have a fraction. */
static int64_t leading_number(str value)
{
    value = str_trim(value);
    if (!value.n || !ascii_is_digit(value.at[0]))
        return -1;
    int64_t number = 0;
    for (size_t i = 0; i < value.n && ascii_is_digit(value.at[i]); i++)
        if (number < INT64_MAX / 20)
            number = number * 10 + (value.at[i] - '0');
    return number;
}

static int64_t bounded(int64_t seconds)
{
    return seconds < 0 ? 0 : seconds > LONGEST ? LONGEST : seconds;
}

int64_t wait_retry_after(const struct libcurl *curl, str value, int64_t now)
{
    int64_t seconds = leading_number(value);
    if (seconds >= 0)
        return bounded(seconds);
    struct buf text = {0};
    buf_add(&text, str_sub(value, 0, 64));
    buf_add_char(&text, '\0');
    time_t at = curl->getdate(text.at, NULL);
    buf_free(&text);
    return at == (time_t)-1 ? -1 : bounded((int64_t)at - now);
}

/* A parameter of RateLimit, "r" in `"api";r=0;t=55`; -1 where it is not there. */
static int64_t parameter(str field, char name)
{
    for (str rest = field; rest.at;) {
        str part = str_trim(str_cut(&rest, ';'));
        if (part.n > 2 && part.at[0] == name && part.at[1] == '=')
            return leading_number(str_skip(part, 2));
    }
    return -1;
}

int64_t wait_rate_limit(str limit, str remaining, str reset, int64_t now)
{
    int64_t left = -1, until = -1;
    if (limit.n) {
        /* Of several limits the first that is used up counts. */
        for (str rest = limit; rest.at && left != 0;) {
            str one = str_cut(&rest, ',');
            left = parameter(one, 'r');
            until = parameter(one, 't');
        }
    } else {
        left = leading_number(remaining);
        until = leading_number(reset);
    }
    if (left < 0)
        return -1;
    if (left > 0 || until < 0)
        return 0;
    return bounded(until > LONGEST ? until - now : until);
}
