/* doc/reference: what a reference keeps of its URL is what a parser of the URL says. */
#include "doc/reference.h"

#include "base/mem.h"
#include "doc/label.h"
#include "doc/paper.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <string.h>
#include <cmocka.h>

#define COUNT(a) (sizeof(a) / sizeof *(a))

static const struct date today = {2026, 6, 1};

static struct document *build(str text)
{
    char *source = mem_alloc(text.n + 1, 1);
    memcpy(source, text.at, text.n);
    struct limits limits = limits_default();
    return document_build(STR("list.md"), source, text.n, &limits, today);
}

/* A link and a picture of one URL, twice, in attributes, where nearly any byte may stand. */
static struct document *build_tags(str url)
{
    struct buf text = {0};
    for (int i = 0; i < 2; i++)
        buf_printf(&text, "x <a href=\"%.*s\">a</a> <img src=\"%.*s\">\n", STR_ARG(url),
                   STR_ARG(url));
    struct document *doc = build(buf_str(&text));
    buf_free(&text);
    assert_int_equal(doc->reference_count, 4);
    return doc;
}

static void same_slice(str have, str want)
{
    assert_int_equal(have.n, want.n);
    assert_true(have.n == 0 || have.at == want.at);
    assert_int_equal(have.at == NULL, want.at == NULL);
}

static void says_what_the_parsers_say(const struct document *doc, const struct reference *ref)
{
    struct url have, want;
    reference_url(ref, &have);
    url_split(str_trim(ref->url), &want);
    same_slice(have.scheme, want.scheme);
    same_slice(have.userinfo, want.userinfo);
    same_slice(have.host, want.host);
    same_slice(have.port, want.port);
    same_slice(have.path, want.path);
    same_slice(have.query, want.query);
    same_slice(have.fragment, want.fragment);
    assert_int_equal(have.has_scheme, want.has_scheme);
    assert_int_equal(have.has_authority, want.has_authority);
    assert_int_equal(ref->site, site_of(want.host));
    assert_int_equal(ref->plain, url_is_plain(ref->url));
    assert_int_equal(ref->scheme == SCHEME_HTTP || ref->scheme == SCHEME_HTTPS,
                     url_is_web(str_trim(ref->url)));
    assert_int_equal(reference_is_foreign(ref), want.has_scheme || want.has_authority);

    struct repo_ref repo, parsed;
    bool found = forge_parse(ref->url, &parsed);
    assert_int_equal(reference_repository(ref, &repo), found);
    assert_int_equal(ref->forge, parsed.forge);
    assert_memory_equal(&repo, &parsed, sizeof repo);

    struct badge badge, image = {0};
    if (ref->kind == REF_IMAGE)
        badge_parse(ref->url, &image);
    assert_int_equal(reference_badge(ref, &badge), image.kind);
    assert_int_equal(ref->badge, image.kind);
    assert_int_equal(ref->badge_fault, image.fault);
    assert_memory_equal(&badge, &image, sizeof badge);

    struct arxiv_ref paper = {0};
    enum arxiv_fault fault;
    enum arxiv_verdict verdict =
        image.kind == BADGE_NONE ? arxiv_parse(ref->url, today, &paper, &fault) : ARXIV_NONE;
    assert_int_equal(ref->arxiv, verdict);
    assert_int_equal(ref->arxiv_form, paper.form);
    str id = reference_arxiv_id(doc, ref), wanted = str_from(paper.id);
    assert_true(str_eq(id, wanted));

    struct buf key = {0};
    bool named = image.kind == BADGE_NONE && paper_key(ref->url, today, &key);
    if (verdict == ARXIV_OK && paper.form == ARXIV_FIGURE)
        buf_printf(&key, "arxiv:%s", paper.id);
    else
        assert_int_equal(named, ref->paper != NO_INDEX);
    assert_true(str_eq(reference_paper(doc, ref), buf_str(&key)));
    buf_free(&key);
}

static void test_accessors_agree_with_the_parsers(void **state)
{
    (void)state;
    static const char *const urls[] = {
        "",
        "#",
        "#top",
        "figures/a.png",
        "../README.md?raw=true#x",
        "mailto:a@b.c",
        "ftp://github.com/o/r",
        "//github.com/o/r",
        "//arxiv.org/abs/2405.18218",
        "https:/github.com/o/r",
        "https://",
        "https://www.",
        "https://github.com",
        "https://github.com/o/r",
        "HTTP://WWW.GitHub.com/o/r.git",
        " https://github.com/o/r ",
        "https://github.com/o/r?tab=readme#top",
        "https://github.com/o/r#a?b",
        "https://github.com/o/r?#",
        "https://github.com?x=https://arxiv.org",
        "https://user:word@github.com:8443/o/r",
        "https://@github.com/o/r",
        "https://github.com:/o/r",
        "https://[::1]:80/x",
        "https://raw.githubusercontent.com/o/r/main/a.png",
        "https://gist.github.com/o/1234",
        "https://github.com/features/actions",
        "https://gitlab.com/o/g/r",
        "https://huggingface.co/datasets/o/r",
        "https://huggingface.co/papers/2405.18218",
        "https://codeberg.org/o/r",
        "https://arxiv.org/abs/2405.18218v2",
        "https://arxiv.org./abs/2405.18218",
        "https://export.arxiv.org/pdf/2405.18218.pdf#page=3",
        "https://arxiv.org/html/2405.18218v1/x1.png",
        "https://arxiv.org/abs/2405%2E18218",
        "https://arxiv.org/abs/hepth/9901001",
        "https://arxiv.org/abs/2413.00001",
        "https://arxiv.org/list/cs.CL/recent",
        "https://axriv.org/abs/2405.18218",
        "https://www.axriv.org./abs/2405.18218",
        "https://arxiv.org.example.org/abs/2405.18218",
        "https://arxiv.org@example.org/abs/2405.18218",
        "https://doi.org/10.48550/arXiv.2405.18218",
        "https://doi.org/10.1145/1234.5678",
        "https://dl.acm.org/doi/pdf/10.1145/1234.5678",
        "https://www.nature.com/articles/s41586-024-00001-1",
        "https://www.biorxiv.org/content/10.1101/2023.01.01.123456v2.full.pdf",
        "https://openreview.net/forum?id=abcdef12&x=1",
        "https://aclanthology.org/2023.acl-long.1.pdf",
        "https://img.shields.io/github/stars/o/r.svg?style=social",
        "https://img.shields.io/github/stars/o.svg",
        "https://img.shields.io/badge/a-b",
        "https://img.shields.io/badge/ICML'24-blue",
        "https://img.shields.io/static/v1?label=a&message=b&color=c",
        "https://IMG.shields.io/npm/v/x",
        "'https://img.shields.io/github/stars/o/r'",
        "`https://img.shields.io/badge/a-b-c`",
        "'figures/a.png'",
        "https://badgen.net/github/stars/o/r",
        "https://badgen.net/npm/v/x",
        "https://codecov.io/gh/o/r.svg",
        "https://example.org/badges/a.svg",
        "https://arxiv.org/html/2405.18218/badge.png",
    };
    for (size_t i = 0; i < COUNT(urls); i++) {
        struct document *doc = build_tags(str_from(urls[i]));
        for (uint32_t k = 0; k < doc->reference_count; k++)
            says_what_the_parsers_say(doc, &doc->references[k]);
        document_free(doc);
    }
}

/* Marks have a byte, or two, for a length; what does not fit is split again. */
static void test_long_parts(void **state)
{
    (void)state;
    static const size_t lengths[] = {200, 244, 245, 246, 255, 256, 65500, 65520, 65521, 70000};
    static const char *const shapes[][2] = {
        {"https://", ".example.org/a?b#c"},
        {"https://github.com/o/", "?b#c"},
        {"https://arxiv.org/abs/2405.18218?", "#c"},
        {"https://x.org/#", ""},
        {"", "://x.org/a"},
    };
    for (size_t i = 0; i < COUNT(lengths) * COUNT(shapes); i++) {
        const char *const *shape = shapes[i % COUNT(shapes)];
        struct buf url = {0};
        buf_add(&url, str_from(shape[0]));
        for (size_t k = 0; k < lengths[i / COUNT(shapes)]; k++)
            buf_add_char(&url, 'x');
        buf_add(&url, str_from(shape[1]));
        struct document *doc = build_tags(buf_str(&url));
        assert_int_equal(doc->references[0].url.n, url.n);
        says_what_the_parsers_say(doc, &doc->references[0]);
        document_free(doc);
        buf_free(&url);
    }
}

static void test_a_paper_is_one_index(void **state)
{
    (void)state;
    struct document *doc = build(
        STR("- [T](https://arxiv.org/abs/2405.18218) [pdf](https://arxiv.org/pdf/2405.18218v2)"
            " ![f](https://arxiv.org/html/2405.18218v1/x1.png)"
            " [other](https://arxiv.org/abs/2405.00001) [code](https://github.com/o/r)"
            " [T](https://arxiv.org/abs/2405.18218)\n"
            "- ![f](https://arxiv.org/html/2405.18218v1/x1.png)"
            " [T](https://doi.org/10.48550/arXiv.2405.18218)\n"
            "- [Paper](https://arxiv.org/html/2405.18218v1/x1.png) [x](https://x.org)\n"));
    const struct reference *refs = doc->references;
    assert_int_equal(doc->reference_count, 10);
    assert_int_equal(doc->paper_count, 2);
    static const size_t same[] = {1, 2, 5, 6, 7, 8};
    for (size_t i = 0; i < COUNT(same); i++)
        assert_int_equal(refs[same[i]].paper, refs[0].paper);
    assert_int_not_equal(refs[3].paper, refs[0].paper);
    assert_int_equal(refs[4].paper, NO_INDEX);
    assert_int_equal(refs[9].paper, NO_INDEX);

    assert_int_equal(doc->entry_count, 3);
    assert_int_equal(doc->entries[0].paper, refs[0].paper);
    assert_int_equal(doc->entries[1].paper, refs[0].paper);
    assert_int_equal(doc->entries[2].paper, NO_INDEX); /* its figure names no paper */
    assert_true(str_eq(doc->entries[1].key, STR("arxiv:2405.18218")));
    assert_true(str_eq(doc->entries[2].key, STR("url:x.org")));
    document_free(doc);
}

/* One URL, near each other: a link, a picture and text of three kinds. */
static void test_repeated_urls_keep_their_own_kind_and_label(void **state)
{
    (void)state;
    struct document *doc = build(STR("[Paper](https://img.shields.io/badge/a-b-c)"
                                     " ![Code](https://img.shields.io/badge/a-b-c)"
                                     " [T and more](https://img.shields.io/badge/a-b-c)"
                                     " ![Demo](https://img.shields.io/badge/a-b-c)\n"));
    static const struct {
        enum badge_kind badge;
        enum label_kind label;
    } wanted[] = {
        {BADGE_NONE, LABEL_PAPER},
        {BADGE_STATIC, LABEL_CODE},
        {BADGE_NONE, LABEL_NONE},
        {BADGE_STATIC, LABEL_OTHER},
    };
    assert_int_equal(doc->reference_count, COUNT(wanted));
    for (size_t i = 0; i < COUNT(wanted); i++) {
        assert_int_equal(doc->references[i].badge, wanted[i].badge);
        assert_int_equal(doc->references[i].label, wanted[i].label);
        says_what_the_parsers_say(doc, &doc->references[i]);
    }
    document_free(doc);
}

static void test_sites(void **state)
{
    (void)state;
    assert_int_equal(site_of(STR("")), SITE_NONE);
    assert_int_equal(site_of(STR("GitHub.com")), SITE_GITHUB);
    assert_int_equal(site_of(STR("www.github.com")), SITE_GITHUB);
    assert_int_equal(site_of(STR("gist.github.com")), SITE_OTHER);
    assert_int_equal(site_of(STR("github.com.example.org")), SITE_OTHER);
    assert_int_equal(site_of(STR("export.arxiv.org")), SITE_ARXIV);
    assert_int_equal(site_of(STR("notarxiv.org")), SITE_OTHER);
    assert_int_equal(site_of(STR("arvix.org")), SITE_ARXIV_SLIP);
    assert_int_equal(site_of(STR("www.medrxiv.org")), SITE_BIORXIV);
    assert_int_equal(site_of(STR("hf.co")), SITE_HUGGING_FACE);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_accessors_agree_with_the_parsers),
        cmocka_unit_test(test_long_parts),
        cmocka_unit_test(test_a_paper_is_one_index),
        cmocka_unit_test(test_repeated_urls_keep_their_own_kind_and_label),
        cmocka_unit_test(test_sites),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
