/* doc/arxiv: which URLs name a paper of arXiv, and which ids cannot exist. */
#include "doc/arxiv.h"

#include <setjmp.h>
#include <stdarg.h>
#include <string.h>
#include <cmocka.h>

#define COUNT(a) (sizeof(a) / sizeof *(a))

static const struct date today = {2026, 11, 24};

static void test_forms_and_hosts_give_one_id(void **state)
{
    (void)state;
    static const struct {
        const char *url;
        enum arxiv_form form;
        const char *id;
        int version;
        const char *text;
    } cases[] = {
        {"https://arxiv.org/abs/2405.18218", ARXIV_ABS, "2405.18218", 0, "2405.18218"},
        {"HTTP://ArXiv.org/abs/2405.18218/", ARXIV_ABS, "2405.18218", 0, "2405.18218"},
        {"//arxiv.org/abs/2405.18218", ARXIV_ABS, "2405.18218", 0, "2405.18218"},
        {"https://www.arxiv.org/pdf/2405.18218", ARXIV_PDF, "2405.18218", 0, "2405.18218"},
        {"https://arxiv.org/pdf/2405.18218v12.pdf", ARXIV_PDF, "2405.18218", 12, "2405.18218v12"},
        {"https://arxiv.org/pdf/2405.18218.PDF#page=3", ARXIV_PDF, "2405.18218", 0, "2405.18218"},
        {"https://arxiv.org/pdf/2405.18218?x=1", ARXIV_PDF, "2405.18218", 0, "2405.18218"},
        {"https://arxiv.org/abs/2405.18218.pdf", ARXIV_ABS, "2405.18218", 0, "2405.18218"},
        {"https://arxiv.org/abs/2405.18218V2", ARXIV_ABS, "2405.18218", 2, "2405.18218V2"},
        {"https://arxiv.org/abs/arXiv:2405.18218", ARXIV_ABS, "2405.18218", 0, "arXiv:2405.18218"},
        {"https://arxiv.org/abs/2405.18218/x", ARXIV_ABS, "2405.18218", 0, "2405.18218"},
        {"https://arxiv.org/abs/2405.18218%20", ARXIV_ABS, "2405.18218", 0, "2405.18218%20"},
        {"https://arxiv.org/html/2405.18218v1", ARXIV_HTML, "2405.18218", 1, "2405.18218v1"},
        {"https://arxiv.org/html/2405.18218v1/", ARXIV_HTML, "2405.18218", 1, "2405.18218v1"},
        {"https://arxiv.org/html/2405.18218v1#S1", ARXIV_HTML, "2405.18218", 1, "2405.18218v1"},
        {"https://arxiv.org/html/2405.18218v1/x1.png", ARXIV_FIGURE, "2405.18218", 1,
         "2405.18218v1"},
        {"https://arxiv.org/html/2405.18218v1/extracted/12/fig/a.png", ARXIV_FIGURE, "2405.18218",
         1, "2405.18218v1"},
        {"https://arxiv.org/format/2405.18218", ARXIV_FORMAT, "2405.18218", 0, "2405.18218"},
        {"https://arxiv.org/e-print/2405.18218", ARXIV_SOURCE, "2405.18218", 0, "2405.18218"},
        {"https://arxiv.org/2405.18218", ARXIV_SOURCE, "2405.18218", 0, "2405.18218"},
        {"https://export.arxiv.org/abs/2405.18218", ARXIV_ABS, "2405.18218", 0, "2405.18218"},
        {"https://web7.arxiv.org/pdf/2405.18218", ARXIV_PDF, "2405.18218", 0, "2405.18218"},
        {"https://arxiv.org:443/abs/2405.18218", ARXIV_ABS, "2405.18218", 0, "2405.18218"},
        {"https://arxiv.org./abs/2405.18218", ARXIV_ABS, "2405.18218", 0, "2405.18218"},
        {"http://xxx.lanl.gov/abs/hep-th/9901001", ARXIV_ABS, "hep-th/9901001", 0,
         "hep-th/9901001"},
        {"https://ar5iv.org/abs/2405.18218", ARXIV_ABS, "2405.18218", 0, "2405.18218"},
        {"https://ar5iv.labs.arxiv.org/html/2405.18218/assets/x1.png", ARXIV_FIGURE, "2405.18218",
         0, "2405.18218"},
        {"https://www.alphaxiv.org/overview/2405.18218v1", ARXIV_READER, "2405.18218", 1,
         "2405.18218v1"},
        {"https://huggingface.co/papers/2405.18218", ARXIV_READER, "2405.18218", 0, "2405.18218"},
        {"https://doi.org/10.48550/arXiv.2405.18218", ARXIV_DOI, "2405.18218", 0, "2405.18218"},
        {"https://dx.doi.org/10.48550/ARXIV.math/0611800", ARXIV_DOI, "math/0611800", 0,
         "math/0611800"},
        {"https://arxiv.org/abs/math.CA/0611800v2", ARXIV_ABS, "math/0611800", 2,
         "math.CA/0611800v2"},
        {"https://arxiv.org/abs/cond-mat.str-el/0612030", ARXIV_ABS, "cond-mat/0612030", 0,
         "cond-mat.str-el/0612030"},
        {"https://arxiv.org/pdf/cs/0011008.pdf", ARXIV_PDF, "cs/0011008", 0, "cs/0011008"},
        {"https://arxiv.org/abs/hepth/9901001", ARXIV_ABS, "hep-th/9901001", 0, "hepth/9901001"},
        {"https://arxiv.org/abs/cmp-lg%2F9404001", ARXIV_ABS, "cmp-lg/9404001", 0,
         "cmp-lg%2F9404001"},
        {"https://arxiv.org/abs/0704.0001", ARXIV_ABS, "0704.0001", 0, "0704.0001"},
        {"https://arxiv.org/abs/1412.9999", ARXIV_ABS, "1412.9999", 0, "1412.9999"},
        {"https://arxiv.org/abs/1501.00001", ARXIV_ABS, "1501.00001", 0, "1501.00001"},
        {"https://arxiv.org/abs/2612.00001", ARXIV_ABS, "2612.00001", 0, "2612.00001"},
        {"https://arxiv.org/abs/quant-ph/0703001", ARXIV_ABS, "quant-ph/0703001", 0,
         "quant-ph/0703001"},
    };
    for (size_t i = 0; i < COUNT(cases); i++) {
        struct arxiv_ref ref;
        enum arxiv_fault fault;
        if (arxiv_parse(str_from(cases[i].url), today, &ref, &fault) != ARXIV_OK)
            fail_msg("%s: %s", cases[i].url, arxiv_fault_text(fault));
        assert_int_equal(fault, ARXIV_FAULT_NONE);
        assert_string_equal(ref.id, cases[i].id);
        if (ref.form != cases[i].form || ref.version != cases[i].version ||
            !str_eq(ref.id_text, str_from(cases[i].text)))
            fail_msg("%s: form %d, version %d, text \"%.*s\"", cases[i].url, ref.form, ref.version,
                     STR_ARG(ref.id_text));
    }
}

static void test_ids_that_cannot_exist(void **state)
{
    (void)state;
    static const struct {
        const char *url;
        enum arxiv_fault fault;
    } cases[] = {
        {"https://arxiv.org/abs/2413.00001", ARXIV_FAULT_MONTH},
        {"https://arxiv.org/abs/2400.00001", ARXIV_FAULT_MONTH},
        {"https://arxiv.org/abs/hep-th/9913001", ARXIV_FAULT_MONTH},
        {"https://arxiv.org/abs/2405.1821", ARXIV_FAULT_DIGITS},
        {"https://arxiv.org/abs/2405.182188", ARXIV_FAULT_DIGITS},
        {"https://arxiv.org/abs/1412.00001", ARXIV_FAULT_DIGITS},
        {"https://arxiv.org/abs/1501.0001", ARXIV_FAULT_DIGITS},
        {"https://arxiv.org/abs/hep-th/990100", ARXIV_FAULT_DIGITS},
        {"https://arxiv.org/abs/2405.00000", ARXIV_FAULT_ZERO},
        {"https://arxiv.org/abs/cs/0101000", ARXIV_FAULT_ZERO},
        {"https://arxiv.org/abs/2701.00001", ARXIV_FAULT_FUTURE},
        {"https://arxiv.org/pdf/9905.00001.pdf", ARXIV_FAULT_FUTURE},
        {"https://arxiv.org/abs/0703.0001", ARXIV_FAULT_EARLY},
        {"https://arxiv.org/abs/math/0704001", ARXIV_FAULT_LATE},
        {"https://arxiv.org/abs/math/9001001", ARXIV_FAULT_LATE},
        {"https://arxiv.org/abs/nlp/0101001", ARXIV_FAULT_ARCHIVE},
        {"https://arxiv.org/abs/2405.18218v0", ARXIV_FAULT_VERSION},
        {"https://arxiv.org/abs/2405.18218v99999999999", ARXIV_FAULT_VERSION},
        {"https://arxiv.org/abs/2407.11681mini", ARXIV_FAULT_GLUED},
        {"https://arxiv.org/abs/2407.11681v", ARXIV_FAULT_GLUED},
        {"https://arxiv.org/abs/2407.11681,", ARXIV_FAULT_GLUED},
        {"https://arxiv.org/abs/2407.11681.", ARXIV_FAULT_GLUED},
        {"https://arxiv.org/abs/2407.11681)", ARXIV_FAULT_GLUED},
        {"https://arxiv.org/pdf/2407.11681.pdf.pdf", ARXIV_FAULT_GLUED},
        {"https://arxiv.org/abs/2407.11681\xef\xbc\x89", ARXIV_FAULT_GLUED},
        {"https://arxiv.org/abs/2407.11681%E2%80%8B", ARXIV_FAULT_GLUED},
        {"https://arxiv.org/abs/240711681", ARXIV_FAULT_SHAPE},
        {"https://arxiv.org/abs/2407-11681", ARXIV_FAULT_SHAPE},
        {"https://arxiv.org/abs/2407.", ARXIV_FAULT_SHAPE},
        {"https://arxiv.org/abs/2407.v1", ARXIV_FAULT_SHAPE},
        {"https://arxiv.org/abs/XXXX.XXXXX", ARXIV_FAULT_SHAPE},
        {"https://arxiv.org/abs/", ARXIV_FAULT_EMPTY},
        {"https://arxiv.org/abs", ARXIV_FAULT_EMPTY},
        {"https://arxiv.org/pdf/.pdf", ARXIV_FAULT_EMPTY},
        {"https://arxiv.org/abs/?x", ARXIV_FAULT_EMPTY},
        {"https://arxiv.org/abs//2407.11681", ARXIV_FAULT_SLASHES},
        {"https://doi.org/10.48550/arXiv.2413.00001", ARXIV_FAULT_MONTH},
        {"https://huggingface.co/papers/2405.1821", ARXIV_FAULT_DIGITS},
        {"https://arxiv.org.example.com/abs/2405.18218", ARXIV_FAULT_HOST},
        {"https://arxiv.org@example.com/abs/2405.18218", ARXIV_FAULT_HOST},
        {"https://www.axriv.org/abs/2405.18218", ARXIV_FAULT_HOST},
        {"https://arxiv.com/pdf/2405.18218.pdf", ARXIV_FAULT_HOST},
    };
    for (size_t i = 0; i < COUNT(cases); i++) {
        struct arxiv_ref ref;
        enum arxiv_fault fault;
        enum arxiv_verdict verdict = arxiv_parse(str_from(cases[i].url), today, &ref, &fault);
        if (verdict != ARXIV_BAD || fault != cases[i].fault)
            fail_msg("%s: verdict %d, fault %d", cases[i].url, verdict, fault);
        assert_string_equal(ref.id, "");
    }
}

static void test_other_urls_are_none(void **state)
{
    (void)state;
    static const char *const cases[] = {
        "",
        "https://arxiv.org",
        "https://arxiv.org/",
        "https://arxiv.org/list/cs.CL/recent",
        "https://arxiv.org/a/x_1",
        "https://arxiv.org/search/?query=x",
        "https://arxiv.org/help",
        "https://arxiv.org/auth/x",
        "https://arxiv.org/src/nothing",
        "https://arxiv.org/abs/cs",
        "https://arxiv.org/absolute",
        "https://info.arxiv.org/help/",
        "https://blog.arxiv.org/2024/x",
        "https://export.arxiv.org/api/query?id_list=2405.18218",
        "arxiv.org/abs/2405.18218",
        "ftp://arxiv.org/abs/2405.18218",
        "https://huggingface.co/papers",
        "https://huggingface.co/papers/trending",
        "https://huggingface.co/org/2405.18218",
        "https://doi.org/10.48550/other",
        "https://doi.org/10.1145/1.2",
        "https://myarxiv.org/abs/1",
        "https://arxiv-sanity.com/abs/2405.18218",
        "https://arxiv.com/",
        "https://arxiv.com/abs/x",
        "https://x.github.io/arxiv.org/abs/2413.1",
        "https://alphaxiv.org/explore",
        "https://arxivxplorer.com/?q=https://arxiv.org/abs/2405.18218",
        "2405.18218",
        "https://biorxiv.org/abs/2405.18218",
    };
    for (size_t i = 0; i < COUNT(cases); i++) {
        struct arxiv_ref ref;
        enum arxiv_fault fault;
        if (arxiv_parse(str_from(cases[i]), today, &ref, &fault) != ARXIV_NONE)
            fail_msg("%s: %s", cases[i], arxiv_fault_text(fault));
        assert_int_equal(fault, ARXIV_FAULT_NONE);
        assert_int_equal(ref.host.n, 0);
    }
}

static void test_the_clock_decides_the_future(void **state)
{
    (void)state;
    struct arxiv_ref ref;
    enum arxiv_fault fault;
    str url = STR("https://arxiv.org/abs/2501.00001");
    assert_int_equal(arxiv_parse(url, (struct date){2024, 12, 1}, &ref, &fault), ARXIV_OK);
    assert_int_equal(arxiv_parse(url, (struct date){2024, 11, 30}, &ref, &fault), ARXIV_BAD);
}

static void test_every_fault_has_a_sentence(void **state)
{
    (void)state;
    for (int fault = ARXIV_FAULT_NONE + 1; fault < ARXIV_FAULT_COUNT; fault++)
        assert_true(strlen(arxiv_fault_text((enum arxiv_fault)fault)) > 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_forms_and_hosts_give_one_id),
        cmocka_unit_test(test_ids_that_cannot_exist),
        cmocka_unit_test(test_other_urls_are_none),
        cmocka_unit_test(test_the_clock_decides_the_future),
        cmocka_unit_test(test_every_fault_has_a_sentence),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
