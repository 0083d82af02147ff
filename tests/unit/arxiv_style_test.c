#include "doc/arxiv_style.h"

#include <setjmp.h>
#include <stdarg.h>
#include <string.h>

#include <cmocka.h>

/* What the URL reads as: "origin|form|id|version", or NULL where it is no page of a paper. */
static const struct {
    const char *url, *parts;
} cases[] = {
    {"https://arxiv.org/abs/2405.18218", "https://arxiv.org|abs|2405.18218|"},
    {"https://arxiv.org/abs/2405.18218v2", "https://arxiv.org|abs|2405.18218|v2"},
    {"http://www.arxiv.org/pdf/2405.18218v12.pdf", "http://www.arxiv.org|pdf|2405.18218|v12"},
    {"https://arxiv.org/pdf/2405.18218.pdf", "https://arxiv.org|pdf|2405.18218|"},
    {"https://export.arxiv.org/html/2405.18218", "https://export.arxiv.org|html|2405.18218|"},
    {"https://arxiv.org/abs/math/0611800v1", "https://arxiv.org|abs|math/0611800|v1"},
    {"https://arxiv.org/abs/solv-int/9901001", "https://arxiv.org|abs|solv-int/9901001|"},
    {"https://arxiv.org/html/2405.18218v1/x1.png", NULL},
    {"https://arxiv.org/abs/2405.18218?context=cs", NULL},
    {"https://arxiv.org/abs/2405.18218#S1", NULL},
    {"https://arxiv.org/abs/", NULL},
    {"https://arxiv.org/list/cs.CL/2405", NULL},
    {"https://example.org/abs/2405.18218", NULL},
    {"", NULL},
};

static void test_parts(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct arxiv_style style;
        bool known = arxiv_style_parse(str_from(cases[i].url), &style);
        if (!cases[i].parts) {
            assert_false(known);
            continue;
        }
        assert_true(known);
        struct buf parts = {0};
        buf_printf(&parts, "%.*s|%.*s|%.*s|%.*s", STR_ARG(style.origin), STR_ARG(style.form),
                   STR_ARG(style.id), STR_ARG(style.version));
        assert_true(str_eq(buf_str(&parts), str_from(cases[i].parts)));
        buf_free(&parts);
    }
}

static void test_rewriting(void **state)
{
    (void)state;
    struct arxiv_style style;
    struct buf text = {0};
    assert_true(arxiv_style_parse(STR("http://arxiv.org/pdf/2405.18218v2.pdf"), &style));
    style.origin = STR("https://arxiv.org");
    style.form = STR("abs");
    arxiv_style_write(&text, &style);
    assert_true(str_eq(buf_str(&text), STR("https://arxiv.org/abs/2405.18218v2")));
    buf_free(&text);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_parts),
        cmocka_unit_test(test_rewriting),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
