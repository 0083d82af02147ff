#include "doc/title_match.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

static bool can(const char *own, const char *known)
{
    const struct title_words none = {0};
    return titles_can_be_one(&none, str_from(own), str_from(known));
}

static void one_paper_under_two_titles(void **state)
{
    (void)state;
    static const char *const pairs[][2] = {
        {"KV-Fold: Folding the Cache", "KV-Fold: Folding the Cache of Large Language Models"},
        {"Folding caches of LLMs", "Folding the Cache of Large Language Models"},
        {"KV-Fold", "KV-Fold: Folding the Cache of Large Language Models"},
        {"FoldingLM", "Efficient Folding of Caches"},
        {"KV-Fold: a library", "KV-Fold: Folding the Cache of Large Language Models"},
        {"Quantizing Weights Layer by Layer", "Layer-wise Weight Quantization"},
        {"\xc3\x9c"
         "ber $\\alpha$-Divergences in Learning",
         "Uber \\alpha-divergence, learned"},
        {"", "Folding the Cache of Large Language Models"},
        {"Folding the Cache", ""},
    };
    for (size_t i = 0; i < sizeof pairs / sizeof *pairs; i++)
        if (!can(pairs[i][0], pairs[i][1]))
            fail_msg("\"%s\" and \"%s\"", pairs[i][0], pairs[i][1]);
}

static void two_papers(void **state)
{
    (void)state;
    static const char *const pairs[][2] = {
        {"Folding the Cache of Large Language Models", "A Survey of Large Language Models"},
        {"KV-Fold", "Dust Lanes of Spiral Galaxies in Polarized Light"},
        {"Pruning by Weights", "Speculative Decoding with Trees of Drafts"},
    };
    for (size_t i = 0; i < sizeof pairs / sizeof *pairs; i++)
        if (can(pairs[i][0], pairs[i][1]))
            fail_msg("\"%s\" and \"%s\"", pairs[i][0], pairs[i][1]);
}

/* What all titles of a list have in common tells none from another. */
static void common_words_weigh_little(void **state)
{
    (void)state;
    struct title_words words = {0};
    str own = STR("Fast Diffusion Models"), known = STR("Diffusion Models of Moving Fish");
    assert_true(titles_can_be_one(&words, own, known));
    for (int i = 0; i < 60; i++)
        title_words_add(&words, STR("Diffusion Models of Something"));
    assert_false(titles_can_be_one(&words, own, known));
    title_words_free(&words);
}

static void told_in_other_words(void **state)
{
    (void)state;
    const struct title_words none = {0};
    str known = STR("A Simple Approach to Pruning Large Language Models");
    assert_true(title_is_told(&none,
                              STR("**Vanda** - a simple pruning approach for LLMs; it prunes "
                                  "weights by their size"),
                              known));
    assert_false(title_is_told(&none, STR("**Vanda** - galaxies in polarized light"), known));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(one_paper_under_two_titles),
        cmocka_unit_test(two_papers),
        cmocka_unit_test(common_words_weigh_little),
        cmocka_unit_test(told_in_other_words),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
