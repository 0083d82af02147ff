/* The inline scanner: tokens are in range and in order; parts lie inside their token; two tokens
 * are apart or nested. */
#include "doc/inline.h"

#include <assert.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void check(const struct token *token, size_t size)
{
    assert(token->span.start < token->span.end && token->span.end <= size);
    assert(token->text.start <= token->text.end && token->dest.start <= token->dest.end);
    if (token->kind == TOKEN_LINK || token->kind == TOKEN_IMAGE) {
        assert(span_holds(token->span, token->text));
        assert(token->definition != NO_INDEX || span_holds(token->span, token->dest));
    }
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct map labels = {0};
    map_put(&labels, STR("a"), 0, NULL);
    struct inline_scan scan = {0};
    inline_scan(&scan, (str){(const char *)data, size}, size % 2 ? &labels : NULL);
    for (size_t i = 0; i < scan.tokens.n; i++) {
        check(&scan.tokens.at[i], size);
        if (i == 0)
            continue;
        struct span before = scan.tokens.at[i - 1].span, span = scan.tokens.at[i].span;
        assert(before.start <= span.start);
        assert(before.end <= span.start || span_holds(before, span));
    }
    inline_scan_free(&scan);
    map_free(&labels);
    return 0;
}
