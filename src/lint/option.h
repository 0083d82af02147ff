/*
 * option: what a rule lets a list decide, as data: the config reader, `explain`, the JSON Schema
 * and the rule all go by the same table.
 */
#ifndef CURLINT_LINT_OPTION_H
#define CURLINT_LINT_OPTION_H

#include "base/str.h"

enum option_type {
    OPTION_BOOL,
    OPTION_INT, /* 0 .. 2^31-1 */
    OPTION_STRING,
    OPTION_CHOICE, /* one of `choices` */
    OPTION_LIST,   /* of strings */
};

struct option {
    const char *name; /* as in the config: "scope" */
    enum option_type type;
    const char *fallback;       /* the default as config text: "true", "256", "section"; for a
                                   list its items separated by '|', "" for none */
    const char *help;           /* one line */
    const char *const *choices; /* of a choice, NULL-ended */
};

/* The value of one option; only the member of its type is set. Strings live as long as the
 * settings. */
struct option_value {
    bool boolean;
    uint32_t number;
    uint32_t choice; /* index into choices */
    str string;
    const str *list;
    size_t list_count;
    bool given; /* by the config, not the default */
};

#endif
