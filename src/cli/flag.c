#include "cli/flag.h"

#include "base/mem.h"
#include "base/near.h"

#include <getopt.h>

/* getopt_long's value of a long option without a letter: its index and this. */
enum { LONG_BASE = 256 };

const struct flag common_flags[] = {
    {.name = "help", .letter = 'h', .group = "General", .help = "print this help"},
    {.name = "version",
     .letter = 'V',
     .group = "General",
     .help = "print the version and those of the libraries"},
    {.name = NULL},
};

/* What getopt_long wants, made from the table. */
struct getopt_table {
    VEC(struct option) longs;
    struct buf shorts;
};

static void add_flags(struct getopt_table *table, const struct flag *flags, int base)
{
    for (int i = 0; flags && flags[i].name; i++) {
        int value = flags[i].letter ? (unsigned char)flags[i].letter : base + i;
        vec_push(&table->longs,
                 (struct option){.name = flags[i].name,
                                 .has_arg = flags[i].argument ? required_argument : no_argument,
                                 .val = value});
        if (flags[i].letter)
            buf_printf(&table->shorts, "%c%s", flags[i].letter, flags[i].argument ? ":" : "");
    }
}

static const struct flag *flag_of(const struct flag *flags, int value)
{
    for (int i = 0; flags && flags[i].name; i++)
        if (value == LONG_BASE + i || (flags[i].letter && value == flags[i].letter))
            return &flags[i];
    return NULL;
}

uint32_t flag_choice(const char *const *choices, str word)
{
    for (uint32_t i = 0; choices[i]; i++)
        if (str_eq(word, str_from(choices[i])))
            return i;
    return NO_CHOICE;
}

static enum rc set_choice(const struct flag *flag, uint32_t *member, const char *argument,
                          struct err *err)
{
    uint32_t choice = flag_choice(flag->choices, str_from(argument));
    if (choice != NO_CHOICE) {
        *member = choice;
        return RC_OK;
    }
    struct near near = near_start(str_from(argument));
    for (const char *const *name = flag->choices; *name; name++)
        near_offer(&near, *name);
    if (near.best)
        return err_set(err, "--%s: \"%s\" is not one of its values: did you mean \"%s\"?",
                       flag->name, argument, near.best);
    struct buf values = {0};
    flag_values(&values, flag);
    enum rc rc = err_set(err, "--%s: \"%s\" is not one of its values: use %.*s", flag->name,
                         argument, STR_ARG(buf_str(&values)));
    buf_free(&values);
    return rc;
}

static enum rc set(const struct flag *flag, void *options, const char *argument, struct err *err)
{
    char *member = (char *)options + flag->offset;
    switch (flag->kind) {
    case FLAG_SWITCH:
        *(bool *)(void *)member = true;
        break;
    case FLAG_TEXT:
        *(const char **)(void *)member = argument;
        break;
    case FLAG_TEXTS:
        vec_push((struct texts *)(void *)member, argument);
        break;
    case FLAG_CHOICE:
        return set_choice(flag, (uint32_t *)(void *)member, argument, err);
    }
    return RC_OK;
}

/* `word` is as written: "--fromat=json". */
static enum rc unknown_option(const struct flag *flags, const char *word, struct err *err)
{
    str text = str_from(word), name = text;
    name = str_skip(str_cut(&name, '='), 2);
    struct near near = near_start(name);
    int prefixes = 0;
    const struct flag *tables[] = {flags, common_flags};
    for (size_t t = 0; t < 2; t++)
        for (const struct flag *flag = tables[t]; flag && flag->name; flag++) {
            prefixes += str_starts(str_from(flag->name), name);
            near_offer(&near, flag->name);
        }
    if (name.n > 0 && prefixes > 1)
        return err_set(err, "%s: fits more than one option: write it out", word);
    if (near.best)
        return err_set(err, "%s: there is no such option: did you mean --%s?", word, near.best);
    return err_set(err, "%s: there is no such option: --help lists them", word);
}

static enum rc explain(const struct flag *flags, int found, const char *word, struct err *err)
{
    const struct flag *flag = flag_of(flags, optopt);
    if (found == ':' && flag)
        return err_set(err, "%s: needs a value: write --%s %s", word, flag->name, flag->argument);
    if (optopt >= LONG_BASE || (optopt && str_starts(str_from(word), STR("--"))))
        return err_set(err, "%s: this option takes no value: leave out what follows the =", word);
    if (optopt)
        return err_set(err, "-%c: there is no such option: --help lists them", optopt);
    return unknown_option(flags, word, err);
}

enum rc flag_parse(const struct flag *flags, void *options, struct texts *operands, int argc,
                   char **argv, struct err *err)
{
    struct getopt_table table = {0};
    buf_add(&table.shorts, STR(":"));
    add_flags(&table, flags, LONG_BASE);
    add_flags(&table, common_flags, 0);
    vec_push(&table.longs, (struct option){0});
    buf_add_char(&table.shorts, '\0');
    enum rc rc = RC_OK;
    int found;
    opterr = 0;
    optind = 0;
    while (rc == RC_OK &&
           (found = getopt_long(argc, argv, table.shorts.at, table.longs.at, NULL)) != -1) {
        const struct flag *flag = flag_of(flags, found);
        if (found == ':' || found == '?')
            rc = explain(flags, found, argv[optind - 1], err);
        else if (flag)
            rc = set(flag, options, optarg, err);
    }
    for (int i = optind; rc == RC_OK && i < argc; i++)
        vec_push(operands, argv[i]);
    vec_free(&table.longs);
    buf_free(&table.shorts);
    return rc;
}

void flag_spell(struct buf *out, const struct flag *flag)
{
    if (flag->letter)
        buf_printf(out, "-%c, ", flag->letter);
    buf_printf(out, "--%s", flag->name);
    if (flag->argument)
        buf_printf(out, " %s", flag->argument);
}

void flag_values(struct buf *out, const struct flag *flag)
{
    for (const char *const *name = flag->choices; name && *name; name++)
        buf_printf(out, "%s%s", name == flag->choices ? "" : ", ", *name);
    if (flag->values)
        flag->values(out);
}
