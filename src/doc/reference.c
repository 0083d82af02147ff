#include "doc/reference.h"

void reference_url(const struct reference *ref, struct url *out)
{
    url_unpack(ref->url, ref->marks, out);
}

bool reference_is_foreign(const struct reference *ref)
{
    return ref->scheme != SCHEME_NONE;
}

bool reference_repository(const struct reference *ref, struct repo_ref *out)
{
    struct url url;
    *out = (struct repo_ref){0};
    if (ref->forge == FORGE_NONE)
        return false;
    reference_url(ref, &url);
    forge_split(&url, (enum site)ref->site, out);
    return true;
}

enum badge_kind reference_badge(const struct reference *ref, struct badge *out)
{
    struct url url;
    *out = (struct badge){0};
    if (ref->badge == BADGE_NONE)
        return BADGE_NONE;
    if (ref->badge_fault == BADGE_QUOTED)
        return badge_parse(ref->url, out);
    reference_url(ref, &url);
    return badge_read(&url, (enum site)ref->site, out);
}

str reference_paper(const struct document *doc, const struct reference *ref)
{
    return ref->paper == NO_INDEX ? (str){NULL, 0} : doc->papers[ref->paper];
}

str reference_arxiv_id(const struct document *doc, const struct reference *ref)
{
    return ref->arxiv == ARXIV_OK ? str_skip(reference_paper(doc, ref), STR("arxiv:").n)
                                  : (str){NULL, 0};
}

bool reference_is_repeated(const struct document *doc, const struct reference *ref)
{
    if (ref->entry == NO_INDEX)
        return false;
    const struct entry *entry = &doc->entries[ref->entry];
    struct repo_ref repo, other;
    bool is_repo = reference_repository(ref, &repo);
    for (const struct reference *at = &doc->references[entry->first_ref]; at < ref; at++) {
        if (at->badge != BADGE_NONE || at->entry != ref->entry)
            continue;
        if (ref->paper != NO_INDEX && at->paper == ref->paper)
            return true;
        if (is_repo && reference_repository(at, &other) && repo_same(&repo, &other))
            return true;
    }
    return false;
}
