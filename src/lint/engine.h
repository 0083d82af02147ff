/*
 * engine: documents and settings in, findings out. Runs each hook of each rule that is on, lets
 * the more specific of two findings about one defect speak, fingerprints and sorts.
 */
#ifndef CURLINT_LINT_ENGINE_H
#define CURLINT_LINT_ENGINE_H

#include "lint/settings.h"

struct engine; /* one run over one snapshot */

/* `settings` and `tree` (may be NULL) are borrowed and must outlive the engine. */
struct engine *engine_new(const struct settings *settings, const struct tree *tree,
                          struct date today);
/* Run the hooks of a document, of its entries and references. Documents come in order of path and
 * stay alive (owned by the caller) until engine_free(). */
void engine_document(struct engine *engine, struct document *doc);
/*
 * Run the repository's hooks, settle, sort by file, place and rule. The findings belong to the
 * engine; texts in them borrow from documents and settings.
 */
const struct findings *engine_finish(struct engine *engine);
void engine_free(struct engine *engine);

#endif
