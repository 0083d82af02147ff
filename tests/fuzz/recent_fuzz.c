/*
 * A page of recent papers and a list, "%%" on a line between them: whatever they are, what only the
 * page has is still there after a rebuilding.
 */
#include "lint/recent_text.h"

#include <assert.h>
#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static const struct date today = {2026, 6, 1};

static struct document *build(str path, str bytes)
{
    struct limits limits = limits_default();
    char *copy = mem_alloc(bytes.n + 1, 1);
    if (bytes.n > 0)
        memcpy(copy, bytes.at, bytes.n);
    return document_build(path, copy, bytes.n, &limits, today);
}

/* The rows that no other list has. */
static void compare(const struct recent_plan *plan, str fresh)
{
    const struct document *page = plan->page->doc;
    for (size_t i = 0; i < plan->rows.n; i++) {
        const struct recent_row *row = &plan->rows.at[i];
        if (row->entry == NO_INDEX || row->original != NO_INDEX)
            continue;
        assert(!row->dropped);
        assert(str_has(fresh, str_trim(document_text(page, page->entries[row->entry].span))));
    }
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    str all = {(const char *)data, size};
    size_t middle = str_find(all, STR("\n%%\n"));
    str page_text = middle == STR_NPOS ? all : str_sub(all, 0, middle + 1);
    str file_text = middle == STR_NPOS ? all : str_skip(all, middle + 4);
    struct document *doc = build(STR("README.md"), page_text);
    struct document *file = build(STR("topics/a.md"), file_text);
    struct recent_wish wish = {.days = 90,
                               .row = STR("|{badges}[{title}]({url}) {authors}|{links, }|")};
    struct recent_page page = {0};
    struct recent_plan plan = {0};
    struct recent_text text = {0};
    struct err err;
    recent_page_read(&page, doc);
    if (!page.fault && recent_window_find(&plan, &page, &wish, today) == RC_OK &&
        recent_plan_make(&plan, &file, 1, NULL, &err) == RC_OK &&
        recent_text_make(&text, &plan, &err) == RC_OK)
        compare(&plan, buf_str(&text.bytes));
    recent_text_free(&text);
    recent_plan_free(&plan);
    recent_page_free(&page);
    document_free(file);
    document_free(doc);
    return 0;
}
