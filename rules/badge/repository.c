#include "doc/badge.h"
#include "doc/label.h"
#include "lint/rule.h"

/* Entries of more links are no rows of a list; the real ones have a dozen. */
enum { MAX_LINKS = 500 };

static bool is_stars_badge(const struct reference *ref, struct badge *badge)
{
    return ref->badge == BADGE_STARS && badge_parse(ref->url, badge) == BADGE_STARS &&
           badge->fault == BADGE_FINE && badge->forge != FORGE_NONE;
}

/* A link labelled as code that leads to a repository of the badge's forge. */
static bool is_code_link(const struct document *doc, const struct reference *ref, enum forge forge,
                         struct repo_ref *repo)
{
    return ref->kind == REF_LINK && forge_parse(ref->url, repo) && repo->forge == forge &&
           label_of(reference_label(doc, ref)) == LABEL_CODE && !reference_image(doc, ref);
}

struct code {
    const struct reference *link; /* the first code link, or NULL */
    struct repo_ref repo;         /* of that link */
    uint32_t links;
    bool agrees; /* a code link is of the badge's repository */
    bool shared; /* another badge of the entry is of a code link's repository */
};

/* Whether another stars badge of the entry is about the repository of `link`. */
static bool has_badge_of(const struct document *doc, const struct entry *entry,
                         const struct reference *but, str link)
{
    for (uint32_t i = entry->first_ref; i < entry->first_ref + entry->ref_count; i++) {
        const struct reference *ref = &doc->references[i];
        struct badge badge;
        if (ref != but && ref->entry == but->entry && is_stars_badge(ref, &badge) &&
            badge_is_of(&badge, link))
            return true;
    }
    return false;
}

static struct code find_code(const struct document *doc, const struct reference *image,
                             const struct badge *badge)
{
    struct code code = {0};
    if (image->entry == NO_INDEX)
        return code;
    const struct entry *entry = &doc->entries[image->entry];
    if (entry->ref_count > MAX_LINKS)
        return code;
    for (uint32_t i = entry->first_ref; i < entry->first_ref + entry->ref_count; i++) {
        const struct reference *ref = &doc->references[i];
        struct repo_ref repo;
        if (ref->entry != image->entry || !is_code_link(doc, ref, badge->forge, &repo))
            continue;
        code.agrees = code.agrees || badge_is_of(badge, ref->url);
        code.shared = code.shared || has_badge_of(doc, entry, image, ref->url);
        if (code.links++ == 0) {
            code.link = ref;
            code.repo = repo;
        }
    }
    return code;
}

/* Where OWNER/NAME stands in the destination; all of it where that can't be told. */
static struct span name_span(const struct document *doc, const struct reference *image,
                             const struct badge *badge)
{
    struct span dest = span_is_empty(image->dest) ? image->span : image->dest;
    if (!str_eq(document_text(doc, dest), image->url))
        return dest;
    size_t start = (size_t)(badge->owner.at - image->url.at);
    size_t end = (size_t)(badge->repo.at - image->url.at) + badge->repo.n;
    return span_of(dest.start + start, dest.start + end);
}

static struct finding *report(struct lint *lint, const struct document *doc,
                              const struct reference *image, const struct badge *badge,
                              const struct reference *other, const struct repo_ref *repo,
                              const char *what)
{
    struct finding *finding = lint_report(
        lint, doc, name_span(doc, image, badge),
        "the badge counts the stars of %.*s/%.*s but %s leads to %.*s/%.*s", STR_ARG(badge->owner),
        STR_ARG(badge->repo), what, STR_ARG(repo->owner), STR_ARG(repo->name));
    lint_related(lint, finding, doc, span_is_empty(other->dest) ? other->span : other->dest,
                 "%s leads to %.*s/%.*s", what, STR_ARG(repo->owner), STR_ARG(repo->name));
    lint_url(finding, image->url);
    struct buf names = {0};
    buf_printf(&names, "%.*s/%.*s %.*s/%.*s", STR_ARG(badge->owner), STR_ARG(badge->repo),
               STR_ARG(repo->owner), STR_ARG(repo->name));
    lint_discriminator(lint, finding, buf_str(&names));
    buf_free(&names);
    return finding;
}

static void mend(struct lint *lint, struct finding *finding, const struct document *doc,
                 const struct reference *image, const struct badge *badge,
                 const struct repo_ref *repo)
{
    lint_help(lint, finding, "the other links of the entry agree: write %.*s/%.*s",
              STR_ARG(repo->owner), STR_ARG(repo->name));
    if (!image->exact || !str_eq(document_text(doc, image->dest), image->url))
        return;
    struct buf text = {0};
    buf_printf(&text, "%.*s/%.*s", STR_ARG(repo->owner), STR_ARG(repo->name));
    lint_edit(lint, finding, FIX_SAFE, name_span(doc, image, badge), buf_str(&text));
    buf_free(&text);
}

static void check_reference(struct lint *lint, const struct document *doc,
                            const struct reference *image)
{
    struct badge badge;
    struct repo_ref target;
    if (!is_stars_badge(image, &badge))
        return;
    struct code code = find_code(doc, image, &badge);
    const struct reference *outer =
        image->outer == NO_INDEX ? NULL : &doc->references[image->outer];
    if (outer && forge_parse(outer->url, &target) && target.forge == badge.forge &&
        !badge_is_of(&badge, outer->url)) {
        struct finding *finding =
            report(lint, doc, image, &badge, outer, &target, "the link around it");
        if (code.links == 1 && repo_same(&code.repo, &target))
            mend(lint, finding, doc, image, &badge, &target);
        else
            lint_help(lint, finding, "count the stars of the repository that the badge leads to");
        return;
    }
    if (code.links == 0 || code.agrees || code.shared)
        return;
    struct finding *finding =
        report(lint, doc, image, &badge, code.link, &code.repo, "the code link of the entry");
    lint_help(lint, finding, "open both; the badge or the link was copied from another entry");
}

const struct rule rule_badge_repository = {
    .summary = "a badge counts the stars of another repository than it is about",
    .severity = SEVERITY_ERROR,
    .reference = check_reference,
};
