#include "lint/links.h"

#include "doc/reference.h"

void answers_put(struct answers *answers, str url, const struct evidence *evidence)
{
    bool added;
    uint32_t *slot = map_put_copy(&answers->by_url, url, (uint32_t)answers->list.n, &added);
    if (added)
        vec_push(&answers->list, arena_alloc(&answers->arena, sizeof *evidence));
    *answers->list.at[*slot] = evidence_copy(&answers->arena, evidence);
}

const struct evidence *answers_find(const struct answers *answers, str url)
{
    const uint32_t *slot = map_get(&answers->by_url, url);
    return slot ? answers->list.at[*slot] : NULL;
}

void answers_free(struct answers *answers)
{
    vec_free(&answers->list);
    map_free(&answers->by_url);
    arena_free(&answers->arena);
}

/* A badge is made from what the list says in its URL; its server is never asked (doc/badge.h). */
bool links_can_ask(const struct reference *ref)
{
    return (ref->scheme == SCHEME_HTTP || ref->scheme == SCHEME_HTTPS) &&
           ref->badge == BADGE_NONE && (ref->plain || url_check(ref->url, NULL) == URL_FINE);
}

static bool is_wanted(const struct settings *settings, const struct document *doc,
                      const struct reference *ref)
{
    for (size_t r = 0; r < settings->rule_count; r++) {
        const struct rule *rule = settings->rules[r].rule;
        if (rule->answer && settings->rule[r].severity != SEVERITY_OFF &&
            (!rule->wants || rule->wants(doc, ref)))
            return true;
    }
    return false;
}

void links_want(struct wanted_links *wanted, const struct settings *settings,
                const struct document *doc, const struct link_filter *filter)
{
    for (uint32_t i = 0; i < doc->reference_count; i++) {
        const struct reference *ref = &doc->references[i];
        bool added;
        if (!links_can_ask(ref) || (filter && !filter->includes(filter->self, doc, ref)) ||
            !is_wanted(settings, doc, ref))
            continue;
        map_put(&wanted->seen, ref->url, 0, &added);
        if (added)
            vec_push(&wanted->urls, ref->url);
    }
}
