/*
 * add: what the parts of the command `add` share: the papers that are to be added, the list, and
 * what was written into it so far.
 */
#ifndef CURLINT_CLI_ADD_H
#define CURLINT_CLI_ADD_H

#include "cli/documents.h"
#include "cli/links.h"
#include "doc/insertion.h"
#include "lint/pattern.h"

/* What the command line says; texts are borrowed from argv. */
struct add_options {
    const char *into, *section;                   /* or NULL */
    const char *title, *authors, *code, *project; /* or NULL */
    const char *venue, *picture, *date;           /* or NULL */
    const char *config;                           /* or NULL */
    bool copy, show, no_config;                   /* --copy, --stdout, --no-config */
    struct link_options links;
};

/* A paper on its way into the list. Texts are borrowed, or in the arena of the run. */
struct addition {
    const char *operand; /* as it was named */
    str url;             /* that is asked for: of arXiv the abstract's */
    str key;             /* as that of an entry, doc/identity.h */
    struct paper paper;
    uint32_t entry; /* in the document, once it is in it */
};

/* Everything that one run has in hand. */
struct adding {
    const struct cli *cli;
    const struct add_options *options;
    struct place place;
    struct settings settings;
    struct files files;
    struct tree tree;
    struct documents documents;
    struct answers answers;
    VEC(struct addition) additions;
    struct patterns patterns;
    uint32_t document; /* that is added to */
    struct target target;
    uint32_t put;         /* entries that were put into it */
    struct document *was; /* it as it was read; owned once something was put in */
    struct arena arena;
};

/* Read the operands and options. RC_FAIL: `err` says which is wrong. */
enum rc add_read(struct adding *adding, const struct texts *operands,
                 struct err *err) RC_MUST_CHECK;
/* Learn what is not known of the papers, from answers or by asking. */
enum rc add_ask(struct adding *adding, struct err *err) RC_MUST_CHECK;

/* Choose the document, the list and the section that is added to. */
enum rc add_choose(struct adding *adding, struct err *err) RC_MUST_CHECK;
/*
 * Put the paper into the document in memory. OUTCOME_FOUND: the list has it. What keeps it from
 * that has been said.
 */
enum outcome add_put(struct adding *adding, struct addition *addition);
/* Whether the rules have nothing to say about the entries that were put in; else it has been said.
 */
enum outcome add_check(struct adding *adding);

#endif
