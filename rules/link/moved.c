#include "base/buf.h"
#include "doc/reference.h"
#include "lint/rule.h"
#include "net/evidence.h"

/* Longer ones are made by machines, for one visit. */
enum {
    MAX_URL = 500,
    REFS_MOST = 64, /* of an entry: each of its links has to look at all of them */
};

/* Where a URL is a name that outlives the place it leads to. */
static bool is_name(const struct reference *ref)
{
    static const str hosts[] = {STR_INIT("hdl.handle.net"), STR_INIT("identifiers.org"),
                                STR_INIT("n2t.net"),        STR_INIT("nbn-resolving.org"),
                                STR_INIT("purl.org"),       STR_INIT("w3id.org")};
    struct url url;
    if (ref->site == SITE_DOI)
        return true;
    reference_url(ref, &url);
    for (size_t i = 0; i < sizeof hosts / sizeof *hosts; i++)
        if (str_eq_nocase(url.host, hosts[i]))
            return true;
    return str_starts_nocase(url.host, STR("purl."));
}

/* Of arXiv each list has a form of its own, which arxiv/form knows. */
static bool wants(const struct document *doc, const struct reference *ref)
{
    (void)doc;
    return ref->arxiv == ARXIV_NONE && !is_name(ref);
}

/* Append a URL as it can stand in Markdown and HTML alike. */
static void encode(struct buf *out, str url)
{
    for (size_t i = 0; i < url.n; i++) {
        unsigned char c = (unsigned char)url.at[i];
        if (c <= ' ' || c >= 127 || str_find_char(STR("()[]<>|\\\"'`"), (char)c) != STR_NPOS)
            buf_printf(out, "%%%02X", c);
        else
            buf_add_char(out, (char)c);
    }
}

static str bare_host(str host)
{
    return str_starts_nocase(host, STR("www.")) ? str_skip(host, 4) : host;
}

static str without_slash(str path)
{
    return str_ends(path, STR("/")) ? str_sub(path, 0, path.n - 1) : path;
}

/* "/en/x" and "/en-us/x" for "/x": the server took the asking machine's language. */
static bool adds_language(const struct url *old, const struct url *now)
{
    str path = now->path;
    if (!str_ends(path, old->path) || path.n <= old->path.n)
        return false;
    str added = str_sub(path, 0, path.n - old->path.n);
    return (added.n == 3 || (added.n == 6 && (added.at[3] == '-' || added.at[3] == '_'))) &&
           added.at[0] == '/';
}

/* Whether it leads to a page above, where what was meant may be or not. */
static bool leads_up(const struct url *old, const struct url *now)
{
    str from = without_slash(old->path), to = without_slash(now->path);
    return to.n < from.n && str_starts(from, to) && from.at[to.n] == '/';
}

/* A page that is shown in the place of another. */
static bool is_detour(const struct url *old, const struct url *now)
{
    static const str words[] = {STR_INIT("login"),     STR_INIT("signin"), STR_INIT("sign-in"),
                                STR_INIT("sso"),       STR_INIT("auth"),   STR_INIT("consent"),
                                STR_INIT("captcha"),   STR_INIT("error"),  STR_INIT("notfound"),
                                STR_INIT("not-found"), STR_INIT("404"),    STR_INIT("unsupported")};
    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        if (str_find_nocase(now->path, words[i]) != STR_NPOS &&
            str_find_nocase(old->path, words[i]) == STR_NPOS)
            return true;
    return false;
}

/* How sure it is that the page at the new URL is the one that was meant. */
static enum safety safety_of(const struct url *old, const struct url *now)
{
    struct repo_ref was = {0}, is = {0};
    bool renamed = forge_read(old, site_of(old->host), &was) &&
                   forge_read(now, site_of(now->host), &is) && was.forge == is.forge;
    bool downgraded =
        str_eq_nocase(old->scheme, STR("https")) && !str_eq_nocase(now->scheme, STR("https"));
    if (downgraded || is_detour(old, now) || adds_language(old, now) || leads_up(old, now) ||
        !str_eq(old->query, now->query) || !str_eq(old->port, now->port))
        return FIX_UNSAFE;
    if (renamed)
        return str_eq(without_slash(was.rest), without_slash(is.rest)) ? FIX_SAFE : FIX_UNSAFE;
    return str_eq_nocase(bare_host(old->host), bare_host(now->host)) ? FIX_SAFE : FIX_UNSAFE;
}

/* A renamed repository's badges count the stars of the old name: they go with it. */
static void rename_badges(struct lint *lint, struct finding *finding, const struct document *doc,
                          const struct reference *ref, const struct url *now, enum safety safety)
{
    struct repo_ref was, is;
    if (ref->entry == NO_INDEX || !reference_repository(ref, &was) ||
        !forge_read(now, site_of(now->host), &is) || repo_same(&was, &is))
        return;
    const struct entry *entry = &doc->entries[ref->entry];
    if (entry->ref_count > REFS_MOST)
        return;
    for (uint32_t i = 0; i < entry->ref_count; i++) {
        const struct reference *image = &doc->references[entry->first_ref + i];
        struct badge badge;
        if (image->badge == BADGE_NONE || !image->exact || image->definition != NO_INDEX ||
            !str_eq(document_text(doc, image->dest), image->url) ||
            reference_badge(image, &badge) == BADGE_NONE || badge.repo.n == 0 ||
            !badge_is_about(&badge, &was))
            continue;
        size_t owner = image->dest.start + (size_t)(badge.owner.at - image->url.at),
               repo = image->dest.start + (size_t)(badge.repo.at - image->url.at);
        lint_edit(lint, finding, safety, span_of(owner, owner + badge.owner.n), is.owner);
        lint_edit(lint, finding, safety, span_of(repo, repo + badge.repo.n), is.name);
    }
}

/* Whether the destination can be replaced by other bytes as it stands. */
static bool can_replace(const struct document *doc, const struct reference *ref, str fresh)
{
    if (!ref->exact || !str_eq(document_text(doc, ref->dest), ref->url))
        return false;
    /* Of a bare URL GitHub takes no more than it knows for one (GFM 6.9). */
    if (ref->form == FORM_BARE && !url_is_plain(fresh))
        return false;
    /* "&lt;" would be read as "<". */
    return str_find_char(fresh, '&') == STR_NPOS || str_find_char(fresh, ';') == STR_NPOS;
}

static void mend(struct lint *lint, struct finding *finding, const struct document *doc,
                 const struct reference *ref, str fresh)
{
    struct url old, now;
    reference_url(ref, &old);
    url_split(fresh, &now);
    if (!can_replace(doc, ref, fresh))
        return;
    enum safety safety = safety_of(&old, &now);
    lint_edit(lint, finding, safety, ref->dest, fresh);
    if (ref->form == FORM_INLINE && ref->kind == REF_LINK &&
        str_eq(document_text(doc, ref->text), ref->url))
        lint_edit(lint, finding, safety, ref->text, fresh);
    rename_badges(lint, finding, doc, ref, &now, safety);
}

/* Whether there can be a page: a server may name anything. */
static bool can_be_asked(str text)
{
    struct url url;
    url_split(text, &url);
    for (size_t i = 0; i < url.host.n; i++)
        if (!ascii_is_alnum(url.host.at[i]) && url.host.at[i] != '.' && url.host.at[i] != '-')
            return false;
    return url.host.n > 0 && url.userinfo.n == 0 && url_check(text, NULL) == URL_FINE;
}

static void check_answer(struct lint *lint, const struct document *doc, const struct reference *ref,
                         const struct evidence *evidence)
{
    if (evidence->verdict != VERDICT_MOVED || !url_is_web(evidence->final) ||
        evidence->final.n > MAX_URL)
        return;
    struct buf fresh = {0};
    size_t hash = str_find_char(ref->url, '#');
    encode(&fresh, evidence->final);
    if (hash != STR_NPOS && str_find_char(evidence->final, '#') == STR_NPOS)
        buf_add(&fresh, str_skip(ref->url, hash));
    if (!str_eq(buf_str(&fresh), ref->url) && can_be_asked(buf_str(&fresh))) {
        struct finding *finding = lint_report_link(
            lint, doc, ref, evidence, "the page has moved for good to %.*s", STR_ARG(fresh));
        mend(lint, finding, doc, ref, buf_str(&fresh));
    }
    buf_free(&fresh);
}

const struct rule rule_link_moved = {
    .summary = "a link to a page that has moved for good",
    .severity = SEVERITY_INFO,
    .wants = wants,
    .answer = check_answer,
};
