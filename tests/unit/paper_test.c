/* doc/paper: URLs of one paper give one key. */
#include "doc/paper.h"

#include <setjmp.h>
#include <stdarg.h>
#include <cmocka.h>

#define COUNT(a) (sizeof(a) / sizeof *(a))

static const struct date today = {2026, 11, 24};

static void test_keys(void **state)
{
    (void)state;
    static const char *const cases[][2] = {
        {"https://arxiv.org/pdf/2405.18218v3.pdf", "arxiv:2405.18218"},
        {"https://doi.org/10.48550/arXiv.2405.18218", "arxiv:2405.18218"},
        {"https://huggingface.co/papers/2405.18218", "arxiv:2405.18218"},
        {"https://arxiv.org/abs/2413.00001", ""},
        {"https://arxiv.org/html/2405.18218v1/x1.png", ""},
        {"https://doi.org/10.1145/3292500.3330701", "doi:10.1145/3292500.3330701"},
        {"http://dx.doi.org/10.1145/ABC.1/", "doi:10.1145/abc.1"},
        {"https://doi.org/10.1016%2Fj.ins.2019.01.025", "doi:10.1016/j.ins.2019.01.025"},
        {"https://doi.org/10.1000.10/123?x=1#y", "doi:10.1000.10/123"},
        {"https://dl.acm.org/doi/10.1145/1.2", "doi:10.1145/1.2"},
        {"https://dl.acm.org/doi/abs/10.1145/1.2", "doi:10.1145/1.2"},
        {"https://dl.acm.org/doi/pdf/10.1145/1.2?download=true", "doi:10.1145/1.2"},
        {"https://dl.acm.org/doi/fullHtml/10.1145/1.2", "doi:10.1145/1.2"},
        {"https://dl.acm.org/citation.cfm?id=12", ""},
        {"https://link.springer.com/chapter/10.1007/978-3-1_7", "doi:10.1007/978-3-1_7"},
        {"https://link.springer.com/content/pdf/10.1007/s1-2-3.pdf", "doi:10.1007/s1-2-3"},
        {"https://link.springer.com/article/10.1007/s1-2-3/fulltext.html", "doi:10.1007/s1-2-3"},
        {"https://link.springer.com/book/9789811975837", ""},
        {"https://onlinelibrary.wiley.com/doi/full/10.1002/x.1", "doi:10.1002/x.1"},
        {"https://www.science.org/doi/10.1126/science.ab1", "doi:10.1126/science.ab1"},
        {"https://www.nature.com/articles/s41586-024-1", "doi:10.1038/s41586-024-1"},
        {"https://www.nature.com/articles/s41586-024-1.pdf", "doi:10.1038/s41586-024-1"},
        {"https://www.nature.com/nature/volumes", ""},
        {"https://www.biorxiv.org/content/10.1101/2023.01.02.123456v2.full.pdf",
         "doi:10.1101/2023.01.02.123456"},
        {"https://www.biorxiv.org/content/10.1101/123456v1", "doi:10.1101/123456"},
        {"https://openreview.net/forum?id=aB-c_12345", "openreview:aB-c_12345"},
        {"https://openreview.net/pdf?id=aB-c_12345", "openreview:aB-c_12345"},
        {"https://openreview.net/forum?noteId=zzzzzz&id=aB-c_12345#all", "openreview:aB-c_12345"},
        {"https://openreview.net/pdf/0123456789abcdef.pdf", ""},
        {"https://openreview.net/group?id=ICLR.cc", ""},
        {"https://openreview.net/forum?id=", ""},
        {"https://aclanthology.org/2023.acl-long.1", "acl:2023.acl-long.1"},
        {"https://aclanthology.org/2023.acl-long.1/", "acl:2023.acl-long.1"},
        {"https://aclanthology.org/2023.acl-long.1.pdf", "acl:2023.acl-long.1"},
        {"https://aclanthology.org/2023.acl-long.1v2.pdf", "acl:2023.acl-long.1"},
        {"https://www.aclweb.org/anthology/P19-1001/", "acl:P19-1001"},
        {"https://www.aclweb.org/anthology/P/P19/p19-1001.pdf", "acl:P19-1001"},
        {"https://doi.org/10.18653/v1/2023.acl-long.1", "acl:2023.acl-long.1"},
        {"https://doi.org/10.18653/v1/P19-1001", "acl:P19-1001"},
        {"https://aclanthology.org/volumes/2023.acl-long/", ""},
        {"https://aclanthology.org/events/acl-2023/", ""},
        {"https://aclanthology.org/", ""},
        {"https://doi.org/10.1145/1.2.,", "doi:10.1145/1.2"},
        {"https://doi.org/", ""},
        {"https://doi.org/10.1/x", ""},
        {"https://github.com/o/r", ""},
        {"10.1145/1.2", ""},
        {"", ""},
    };
    struct buf key = {0};
    for (size_t i = 0; i < COUNT(cases); i++) {
        buf_clear(&key);
        bool found = paper_key(str_from(cases[i][0]), today, &key);
        if (found != (cases[i][1][0] != '\0') || !str_eq(buf_str(&key), str_from(cases[i][1])))
            fail_msg("%s: \"%.*s\"", cases[i][0], STR_ARG(buf_str(&key)));
    }
    buf_free(&key);
}

static void test_hosts(void **state)
{
    (void)state;
    assert_true(paper_host(STR("https://arxiv.org/abs/2405.18218")));
    assert_true(paper_host(STR("http://www.usenix.org/conference/x")));
    assert_true(paper_host(STR("https://ojs.aaai.org/index.php/AAAI/article/view/1")));
    assert_true(paper_host(STR("https://PAPERS.nips.cc/paper/1")));
    assert_false(paper_host(STR("https://notarxiv.org/abs/2405.18218")));
    assert_false(paper_host(STR("https://arxiv.org.example.com/")));
    assert_false(paper_host(STR("https://github.com/o/r")));
    assert_false(paper_host(STR("arxiv.org/abs/1")));
    assert_false(paper_host(STR("")));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_keys),
        cmocka_unit_test(test_hosts),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
