/*
 * settings: what a run goes by: which rules at which severity, their options, which files. Made
 * with the defaults of the rule table, then changed by config/ and by the command line.
 */
#ifndef CURLINT_LINT_SETTINGS_H
#define CURLINT_LINT_SETTINGS_H

#include "base/err.h"
#include "lint/form.h"
#include "lint/link_settings.h"
#include "lint/rule.h"

struct rule_setting {
    enum severity severity;
    bool left_out;                /* off in this run alone: the command line narrows it down */
    struct option_value *options; /* as many as the rule has */
};

/* "ignore:" of the config: findings on an entry that are known and wanted. */
struct ignore {
    str entry;  /* identity key, "arxiv:2412.00099" */
    str reason; /* may be empty */
    const str *rules;
    size_t rule_count;
    struct date until; /* year 0: for ever; the last day on which it holds */
    uint32_t line;     /* in the config, from 1 */
};

struct settings {
    const struct rule_entry *rules; /* borrowed: the generated table */
    size_t rule_count;
    struct rule_setting *rule; /* one a rule, same order */
    const str *files;          /* globs of list files; none: every Markdown file */
    size_t file_count;
    const str *exclude; /* globs of files that are none */
    size_t exclude_count;
    const struct ignore *ignores;
    size_t ignore_count;
    struct form form; /* what the list looks like */
    struct link_settings links;
    struct limits limits;
    str config_name, config_text; /* of the file that it comes from; empty without one */
    struct arena arena;           /* of everything above */
};

/* The defaults of every rule and option. */
void settings_init(struct settings *settings, const struct rule_entry *rules, size_t rule_count);
void settings_free(struct settings *settings);

/* Index of the rule `id`, or NO_INDEX. */
uint32_t settings_find_rule(const struct settings *settings, str id);
/* The rule id nearest in spelling to `id`, for "did you mean", or NULL where none is near. */
const char *settings_near_rule(const struct settings *settings, str id);
/*
 * Set severities by a selector: a rule id, a group ("arxiv") or "all". False where it matches no
 * rule. "all" and a group leave rules that are off by default off unless `severity` is
 * SEVERITY_OFF or `even_off` is set; SEVERITY_OFF switches off; `keep` keeps each rule's default.
 */
bool settings_select(struct settings *settings, str selector, enum severity severity, bool keep,
                     bool even_off);
/*
 * Set an option from config text (lists: one call with all items). RC_FAIL and a sentence where
 * the value is not of the option's type.
 */
enum rc settings_set_option(struct settings *settings, uint32_t rule, uint32_t option,
                            const str *items, size_t item_count, struct err *err) RC_MUST_CHECK;

#endif
