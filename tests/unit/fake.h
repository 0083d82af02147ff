/*
 * fake: documents made by hand, for tests of what comes behind the model. A fake has the lines of
 * its source and whatever sections, entries and references a test gives it.
 */
#ifndef CURLINT_TESTS_FAKE_H
#define CURLINT_TESTS_FAKE_H

#include "base/mem.h"
#include "doc/document.h"

#include <stdarg.h>
#include <setjmp.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#define assert_str(is, wanted) assert_text((is), str_from(wanted), __FILE__, __LINE__)

static inline void assert_text(str is, str wanted, const char *file, int line)
{
    if (str_eq(is, wanted))
        return;
    print_error("is:     \"%.*s\"\nwanted: \"%.*s\"\n", STR_ARG(is), STR_ARG(wanted));
    _fail(file, line);
}

/* Borrows both; fake_free() when done. */
static inline struct document fake_document(const char *path, str source)
{
    struct document doc = {.path = str_from(path), .source = source};
    if (str_starts(source, STR("\xef\xbb\xbf")))
        doc.body = 3;
    doc.lines = mem_alloc(source.n + 1, sizeof *doc.lines);
    doc.line_count = 1;
    for (size_t i = 0; i < source.n; i++)
        if (source.at[i] == '\n')
            doc.lines[doc.line_count++] = (uint32_t)i + 1;
    doc.sections = mem_alloc(1, sizeof *doc.sections);
    doc.sections[0] = (struct section){.parent = NO_INDEX};
    doc.section_count = 1;
    return doc;
}

/* The span of the first `text` in the source at or behind `from`. */
static inline struct span fake_span_from(const struct document *doc, size_t from, const char *text)
{
    size_t at = str_find(str_skip(doc->source, from), str_from(text));
    assert_int_not_equal(at, STR_NPOS);
    return span_of(from + at, from + at + str_from(text).n);
}

static inline struct span fake_span(const struct document *doc, const char *text)
{
    return fake_span_from(doc, 0, text);
}

/* An entry of all that `text` spans, known by `key`. In order of place. */
static inline uint32_t fake_entry(struct document *doc, const char *text, const char *key,
                                  uint32_t parent)
{
    doc->entries = mem_resize(doc->entries, doc->entry_count + 1, sizeof *doc->entries);
    doc->entries[doc->entry_count] = (struct entry){
        .span = fake_span(doc, text), .key = str_from(key), .row = NO_INDEX, .parent = parent};
    return doc->entry_count++;
}

static inline uint32_t fake_reference(struct document *doc, const char *text, uint32_t outer)
{
    doc->references =
        mem_resize(doc->references, doc->reference_count + 1, sizeof *doc->references);
    doc->references[doc->reference_count] =
        (struct reference){.span = fake_span(doc, text), .outer = outer, .entry = NO_INDEX};
    return doc->reference_count++;
}

static inline uint32_t fake_heading(struct document *doc, const char *text, const char *slug)
{
    doc->sections = mem_resize(doc->sections, doc->section_count + 1, sizeof *doc->sections);
    doc->sections[doc->section_count] = (struct section){.span = fake_span(doc, text),
                                                         .text = str_from(text),
                                                         .slug = str_from(slug),
                                                         .kind = SECTION_HEADING,
                                                         .level = 2};
    return doc->section_count++;
}

static inline void fake_free(struct document *doc)
{
    mem_free(doc->lines);
    mem_free(doc->sections);
    mem_free(doc->entries);
    mem_free(doc->references);
}

#endif
