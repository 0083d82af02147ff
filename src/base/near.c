#include "base/near.h"

enum { WORD_BYTES = 64 };

static size_t least(size_t a, size_t b)
{
    return a < b ? a : b;
}

size_t near_distance(str a, str b)
{
    if (a.n > WORD_BYTES || b.n > WORD_BYTES)
        return SIZE_MAX;
    size_t rows[3][WORD_BYTES + 1] = {{0}};
    size_t *before = rows[0], *last = rows[1], *row = rows[2];
    for (size_t j = 0; j <= b.n; j++)
        last[j] = j;
    for (size_t i = 1; i <= a.n; i++) {
        row[0] = i;
        for (size_t j = 1; j <= b.n; j++) {
            char x = ascii_lower(a.at[i - 1]), y = ascii_lower(b.at[j - 1]);
            row[j] = least(last[j] + 1, row[j - 1] + 1);
            row[j] = least(row[j], last[j - 1] + (x != y));
            if (i > 1 && j > 1 && x == ascii_lower(b.at[j - 2]) && ascii_lower(a.at[i - 2]) == y)
                row[j] = least(row[j], before[j - 2] + 1);
        }
        size_t *free_row = before;
        before = last;
        last = row;
        row = free_row;
    }
    return last[b.n];
}

struct near near_start(str word)
{
    return (struct near){.word = word, .distance = SIZE_MAX};
}

/* A third of the word may be wrong: "exlude" is near "exclude", "bade" is not near "files". */
static size_t tolerance(str word)
{
    return word.n < 3 ? 1 : (word.n + 2) / 3;
}

void near_offer(struct near *near, const char *name)
{
    size_t distance = near_distance(near->word, str_from(name));
    /* "warn" for "warning": a beginning is near, however long the rest. */
    if (near->word.n >= 3 && distance > 1 && str_starts_nocase(str_from(name), near->word))
        distance = 1;
    if (distance <= tolerance(near->word) && distance < near->distance) {
        near->distance = distance;
        near->best = name;
    }
}
