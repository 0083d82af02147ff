/*
 * links: what the links of the lists lead to, for the rules that want to know: from a file, from
 * the store, or by asking. What is told about it goes to standard error.
 */
#ifndef CURLINT_CLI_LINKS_H
#define CURLINT_CLI_LINKS_H

#include "cli/command.h"
#include "cli/flag.h"
#include "cli/link_cost.h"
#include "lint/links.h"

struct documents;

/* What a command line says of links; texts are borrowed from argv. */
struct link_options {
    bool links;                          /* --links: ask */
    bool audit;                          /* remember, answers and audits */
    bool plan, offline, allow_private;   /* --plan, --offline, --allow-private */
    bool fragments, no_store;            /* --fragments, --no-store */
    const char *budget, *max_age;        /* --budget, --max-age, or NULL */
    const char *store, *answers, *proxy; /* --store, --answers, --proxy, or NULL */
    struct texts only_hosts, skip_links; /* --only-host, --skip-link */
};

/* The rows of a command's table of flags; `member` is that of the struct link_options. */
#define LINK_FLAGS(options, member)                                                                \
    {.name = "plan",                                                                               \
     .offset = offsetof(options, member.plan),                                                     \
     .group = "Links",                                                                             \
     .help = "print how many requests would go to which host and the least time that they take, "  \
             "and make none"},                                                                     \
        {.name = "budget",                                                                         \
         .kind = FLAG_TEXT,                                                                        \
         .argument = "TIME",                                                                       \
         .offset = offsetof(options, member.budget),                                               \
         .group = "Links",                                                                         \
         .help = "ask no longer than TIME, 90s, 5m or 2h; what is left then is not checked"},      \
        {.name = "store",                                                                          \
         .kind = FLAG_TEXT,                                                                        \
         .argument = "FILE",                                                                       \
         .offset = offsetof(options, member.store),                                                \
         .group = "Links",                                                                         \
         .help = "remember answers in FILE, use those that are young enough, and tell by it "      \
                 "what has failed for days"},                                                      \
        {.name = "max-age",                                                                        \
         .kind = FLAG_TEXT,                                                                        \
         .argument = "TIME",                                                                       \
         .offset = offsetof(options, member.max_age),                                              \
         .group = "Links",                                                                         \
         .help = "use no remembered answer that is older than TIME, 12h or 3d; 0 asks anew for "   \
                 "all"},                                                                           \
        {.name = "offline",                                                                        \
         .offset = offsetof(options, member.offline),                                              \
         .group = "Links",                                                                         \
         .help = "ask for nothing: only what is remembered counts"},                               \
        {.name = "only-host",                                                                      \
         .kind = FLAG_TEXTS,                                                                       \
         .argument = "HOSTS",                                                                      \
         .offset = offsetof(options, member.only_hosts),                                           \
         .group = "Links",                                                                         \
         .help = "ask these hosts and those below them alone, commas between; may be repeated"},   \
        {.name = "skip-link",                                                                      \
         .kind = FLAG_TEXTS,                                                                       \
         .argument = "PATTERN",                                                                    \
         .offset = offsetof(options, member.skip_links),                                           \
         .group = "Links",                                                                         \
         .help = "do not ask for URLs like PATTERN, in which * stands for anything; may be "       \
                 "repeated"},                                                                      \
        {.name = "fragments",                                                                      \
         .offset = offsetof(options, member.fragments),                                            \
         .group = "Links",                                                                         \
         .help = "look in pages for the place that is named behind the #"},                        \
        {.name = "allow-private",                                                                  \
         .offset = offsetof(options, member.allow_private),                                        \
         .group = "Links",                                                                         \
         .help = "ask addresses too that are not of the public internet, as this machine's own"},  \
        {.name = "proxy",                                                                          \
         .kind = FLAG_TEXT,                                                                        \
         .argument = "URL",                                                                        \
         .offset = offsetof(options, member.proxy),                                                \
         .group = "Links",                                                                         \
         .help = "ask by way of a proxy; those of the environment are not used"},                  \
    {                                                                                              \
        .name = "answers", .kind = FLAG_TEXT, .argument = "FILE",                                  \
        .offset = offsetof(options, member.answers), .group = "Links",                             \
        .help = "judge links by what FILE says of them (docs/json.md), and ask for nothing"        \
    }

/* Whether the run is to know anything of what links lead to. */
bool links_are_wanted(const struct link_options *options);
/* RC_FAIL: an option that says how to ask, for a run that does not. */
enum rc links_check(const struct link_options *options, struct err *err) RC_MUST_CHECK;
/* Free what flag_parse() allocated. */
void link_options_free(struct link_options *options);

/* What a run asks for its links with. All borrowed. */
struct link_request {
    const struct cli *cli;
    const struct link_options *options;
    const struct documents *documents;
    const struct link_filter *filter; /* the references that count; NULL: all */
    const struct wanted_links *urls;  /* these alone are asked for; NULL: those of the documents */
    bool quiet, verbose;
    struct link_cost *cost; /* filled with what asking took; may be NULL */
};

/*
 * Fill `answers`. RC_FAIL: `err` says what is wrong with the options or a file. `*incomplete` is
 * set where somebody stopped it (Ctrl-C) or no host could be reached, which has been said: what was
 * answered until then is there.
 */
enum rc links_answer(struct answers *answers, const struct link_request *request, bool *incomplete,
                     struct err *err) RC_MUST_CHECK;
/* --plan: print on standard output what would be asked. */
enum rc links_plan(const struct link_request *request, struct err *err) RC_MUST_CHECK;

#endif
