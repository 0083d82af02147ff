/*
 * flag: the options of a command as one table, which getopt_long, --help, the man page and the
 * shell's completions all go by.
 */
#ifndef CURLINT_CLI_FLAG_H
#define CURLINT_CLI_FLAG_H

#include "base/buf.h"
#include "base/err.h"

/* What an option takes, and the type of the member that it sets. */
enum flag_kind {
    FLAG_SWITCH, /* nothing; bool */
    FLAG_TEXT,   /* a text, the last one counts; const char * */
    FLAG_TEXTS,  /* a text, may be repeated; struct texts */
    FLAG_CHOICE, /* one of `choices`; uint32_t, its index */
};

struct flag {
    const char *name; /* "fail-on" */
    char letter;      /* 'q', or 0 */
    enum flag_kind kind;
    const char *argument;            /* "FILE"; NULL for a switch */
    size_t offset;                   /* of its member in the command's options */
    const char *const *choices;      /* of FLAG_CHOICE, NULL-ended */
    void (*values)(struct buf *out); /* appends the texts it takes, ", " between; may be NULL */
    const char *group;               /* heading in --help; flags of a group stand together */
    const char *help;                /* without a final full stop; may fill several lines */
};

/* Texts in the order given: borrowed from argv. The owner calls vec_free(). */
struct texts {
    const char **at;
    size_t n, cap;
};

/* --help and --version, which every command has and dispatch answers; ended by a NULL name. */
extern const struct flag common_flags[];

/*
 * Set the members of `options` by `argv[1..]` and append what is no option to `operands`. RC_FAIL:
 * `err` tells what is wrong and what was probably meant. `flags` may be NULL.
 */
enum rc flag_parse(const struct flag *flags, void *options, struct texts *operands, int argc,
                   char **argv, struct err *err) RC_MUST_CHECK;

/* The index of `word` among `choices`, or NO_CHOICE. */
#define NO_CHOICE UINT32_MAX
uint32_t flag_choice(const char *const *choices, str word);

/* Append "--fail-on LEVEL" or "-q, --quiet". */
void flag_spell(struct buf *out, const struct flag *flag);
/* Append what it takes, ", " between; nothing where that is any text. */
void flag_values(struct buf *out, const struct flag *flag);

#endif
