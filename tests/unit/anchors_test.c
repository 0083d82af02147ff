#include "doc/anchors.h"

#include "fake.h"

#include <string.h>

static struct document *build(const char *source)
{
    size_t n = strlen(source);
    char *copy = mem_alloc(n + 1, 1);
    memcpy(copy, source, n);
    struct limits limits = limits_default();
    return document_build(STR("list.md"), copy, n, &limits, (struct date){2026, 6, 1});
}

/* The text of the heading that a fragment leads to; "-" for another place, NULL for nowhere. */
static void leads_to(struct anchors *anchors, const struct document *doc, const char *fragment,
                     const char *heading)
{
    const struct anchor_name *anchor = anchors_find(anchors, str_from(fragment));
    assert_int_equal(anchor != NULL, heading != NULL);
    if (anchor && anchor->section == NO_INDEX)
        assert_string_equal(heading, "-");
    else if (anchor)
        assert_str(doc->sections[anchor->section].text, heading);
}

static void finds_headings_by_slug_and_id(void **state)
{
    (void)state;
    struct document *doc = build("# Top 🚀\n\ntext <a name=\"in-text\"></a> text\n\n"
                                 "<a name='above'></a>\n\n<br>\n\n## Name\n\n## Name\n\n"
                                 "## <a id=\"inside\"></a> With id\n<a id=below></a>\n\ntext\n\n"
                                 "<div id=\"user-content-far\"></div>\n\ntext\n\n### Last\n");
    struct anchors anchors = {0};
    anchors_read(&anchors, doc);
    leads_to(&anchors, doc, "top-", "Top \xf0\x9f\x9a\x80");
    leads_to(&anchors, doc, "NAME", "Name");
    leads_to(&anchors, doc, "name-1", "Name");
    leads_to(&anchors, doc, "user-content-name-1", "Name");
    leads_to(&anchors, doc, "in-text", "-");
    leads_to(&anchors, doc, "above", "Name");
    leads_to(&anchors, doc, "inside", "With id");
    leads_to(&anchors, doc, "below", "With id");
    leads_to(&anchors, doc, "far", "-");
    leads_to(&anchors, doc, "name-2", NULL);
    leads_to(&anchors, doc, "", NULL);
    anchors_free(&anchors);
    document_free(doc);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(finds_headings_by_slug_and_id),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
