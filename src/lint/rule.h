/*
 * rule: the contract between a rule and the engine. This header, doc/, base/ and, for what links
 * lead to, net/evidence.h are all that a rule may include.
 *
 * A rule is `const struct rule rule_<group>_<name>` in rules/<group>/<name>.c, with its page beside
 * it in <name>.md. A hook that is set is the declaration of need. A rule never prints, opens or
 * fetches; it looks at documents and calls lint_report().
 */
#ifndef CURLINT_LINT_RULE_H
#define CURLINT_LINT_RULE_H

#include "base/tree.h"
#include "doc/document.h"
#include "lint/finding.h"
#include "lint/form.h"
#include "lint/option.h"
#include "lint/suppression.h"
#include "lint/template.h"

struct lint; /* the engine's side of a run: lint/engine.c */
struct badge_styles;
struct repeats;

/* All documents of one snapshot, in order of path. */
struct repository {
    struct document **documents; /* borrowed */
    uint32_t document_count;
    bool whole;              /* they are all lists of the repository, and all were parsed */
    const struct tree *tree; /* what else the repository holds; NULL where it is not known */
};

struct rule {
    const char *summary; /* one line for `curlint rules`, no final full stop */
    enum severity severity;
    const struct option *options; /* ended by a NULL name; NULL for none */
    /*
     * What it holds entries against is learned from them all, as a style or an order is: a finding
     * on an entry that a change left alone is then no doing of that change.
     */
    bool relative;

    /* Called per item, documents in order of path, items in order of place. */
    void (*document)(struct lint *lint, const struct document *doc);
    void (*entry)(struct lint *lint, const struct document *doc, const struct entry *entry);
    void (*reference)(struct lint *lint, const struct document *doc, const struct reference *ref);
    /*
     * Of rules on what links lead to. In a run that asks, each web URL that is no badge and not
     * malformed is asked for, once, if the `wants` of a rule says so for a reference with it (NULL:
     * always). `answer` is called behind the hooks above, for each such reference, once a
     * definition, with what came of it. A run that does not ask calls neither.
     */
    bool (*wants)(const struct document *doc, const struct reference *ref);
    void (*answer)(struct lint *lint, const struct document *doc, const struct reference *ref,
                   const struct evidence *evidence);
    /* Called once, after every document was seen. */
    void (*repository)(struct lint *lint, const struct repository *repo);
    /*
     * Called once, after the findings of all hooks above were suppressed and settled. Of a rule
     * that has it, "all" in a suppression never speaks, and no baseline knows its findings.
     */
    void (*suppressions)(struct lint *lint, const struct suppressions *suppressions);
};

/* A line of the generated table, which is sorted by id and ends with a NULL id. */
struct rule_entry {
    const char *id; /* "group/name", equal to the path of its files */
    const struct rule *rule;
    const char *page; /* the .md, NUL-terminated */
};

/*
 * Report a finding of the rule that is running, at `span` of `doc`. The message is one sentence
 * without a final full stop; text of the list goes into it as it is, reporters escape it. The
 * returned finding may be completed by the calls below until the next lint_report().
 */
struct finding *lint_report(struct lint *lint, const struct document *doc, struct span span,
                            const char *format, ...) __attribute__((format(printf, 4, 5)));
/*
 * The same of a file of the repository that is no list, at its start: a picture, the path of which
 * is all that is known.
 */
struct finding *lint_report_file(struct lint *lint, str path, const char *format, ...)
    __attribute__((format(printf, 3, 4)));
/*
 * The same of what a link leads to, at its destination: the finding has its URL and the evidence,
 * and the URL tells it from others.
 */
struct finding *lint_report_link(struct lint *lint, const struct document *doc,
                                 const struct reference *ref, const struct evidence *evidence,
                                 const char *format, ...) __attribute__((format(printf, 5, 6)));
/* How to mend it. */
void lint_help(struct lint *lint, struct finding *finding, const char *format, ...)
    __attribute__((format(printf, 3, 4)));
/* Another place that belongs to it. */
void lint_related(struct lint *lint, struct finding *finding, const struct document *doc,
                  struct span span, const char *format, ...) __attribute__((format(printf, 5, 6)));
/*
 * Add an edit; `text` is copied, and a '\n' in it becomes the line end that the file has there. All
 * edits of a finding are applied, or none; the least safe one says how safe that is.
 */
void lint_edit(struct lint *lint, struct finding *finding, enum safety safety, struct span span,
               str text);
/* The entry that it is about, where that is not the innermost one at the span. */
void lint_entry(struct lint *lint, struct finding *finding, const struct entry *entry);
/*
 * What tells this finding from others of the rule on the same entry, in its fingerprint; by
 * default the text of the span. Say something that survives a move: an id, a URL.
 */
void lint_discriminator(struct lint *lint, struct finding *finding, str text);
/* The URL that it is about; must live as long as the document. */
void lint_url(struct finding *finding, str url);

/* The value of the running rule's option by its index in the rule's table. */
const struct option_value *lint_option(const struct lint *lint, size_t index);
/* The list's own form, where its configuration says so; never NULL. */
const struct form *lint_form(const struct lint *lint);
/*
 * Whether the list or its configuration says that findings of the running rule on an entry are not
 * wanted. A rule that compares entries looks at such ones last: they must not count against
 * others, but others against them, or their suppression would seem to do nothing.
 */
bool lint_is_quiet(struct lint *lint, const struct document *doc, const struct entry *entry);
/*
 * To look for repeats (doc/repeats.h) in the scope that the option `index` says: pages of copies
 * and quiet entries are known, `self` is `lint`. The key and what to do are the caller's.
 */
struct repeats lint_repeats(struct lint *lint, size_t index);
/*
 * How all documents write their badges (doc/badge_style.h); learned when first asked for, so only
 * in the repository's hook. Lives as long as the run.
 */
const struct badge_styles *lint_badge_styles(struct lint *lint);
/* What the repository holds, or NULL where that is not known (standard input). */
const struct tree *lint_tree(const struct lint *lint);
/* The day that "in the future" is measured from. */
struct date lint_today(const struct lint *lint);
/* Memory that lives until the findings are freed. */
struct arena *lint_arena(struct lint *lint);
/* Memory of the rule's own for the run: NULL at first; the arena above is the place to take it. */
void **lint_memory(struct lint *lint);

#endif
