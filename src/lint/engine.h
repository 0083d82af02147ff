/*
 * engine: documents and settings in, findings out. Runs each hook of each rule that is on, lets
 * the more specific of two findings about one defect speak, fingerprints and sorts.
 */
#ifndef CURLINT_LINT_ENGINE_H
#define CURLINT_LINT_ENGINE_H

#include "lint/baseline.h"
#include "lint/compare.h"
#include "lint/settings.h"

struct answers;
struct engine; /* one run over one snapshot */

/* `settings` and `tree` (may be NULL) are borrowed and must outlive the engine. */
struct engine *engine_new(const struct settings *settings, const struct tree *tree,
                          struct date today);
/* Run the hooks of a document, of its entries and references. Documents come in order of path and
 * stay alive (owned by the caller) until engine_free(). */
void engine_document(struct engine *engine, struct document *doc);
/*
 * The same of a document that is there for what others are held against, ids and styles and
 * anchors: no hook looks at it alone.
 */
void engine_context(struct engine *engine, struct document *doc);
/*
 * Say which entries were there before, by a match whose head is the documents of this run. Before
 * the first of them; borrowed. `wary`: only suppressions that the base has too count.
 */
void engine_match(struct engine *engine, struct match *match, bool wary);
/*
 * Say that the documents are all lists of the repository. Only then is a suppression held to be of
 * no use that could be for something in a list that was not looked at.
 */
void engine_whole(struct engine *engine);
/*
 * What was answered for the links of the documents (lint/links.h): the hook `answer` is called. To
 * be said before the first document; borrowed, must outlive the findings.
 */
void engine_answers(struct engine *engine, const struct answers *answers);
/*
 * Files that are no lists and that findings may point into (document_plain()): the configuration
 * that the settings come from; the baseline, which is borrowed and counts what was found. They come
 * behind all lists and stay alive as these do.
 */
void engine_config(struct engine *engine, struct document *file);
void engine_baseline(struct engine *engine, struct document *file, struct baseline *baseline);
/*
 * The files that are no lists and that rules reported of (lint_report_file()), after
 * engine_finish(). They come behind all other documents and belong to the engine.
 */
struct document *const *engine_files(const struct engine *engine, size_t *count);
/*
 * Run the repository's hooks, suppress, settle, judge the suppressions, sort by file, place and
 * rule. The findings belong to the engine; texts in them borrow from documents and settings. Those
 * that are suppressed are among them.
 */
const struct findings *engine_finish(struct engine *engine);
/*
 * Compare the findings of two runs that are finished (compare_findings()): `match` is what was
 * given to that of the head.
 */
struct compared engine_compare(struct match *match, struct engine *base, struct engine *head);
void engine_free(struct engine *engine);

#endif
