#include "doc/label.h"
#include "doc/reference.h"
#include "lint/rule.h"

/* Entries of more links are no rows of a list; the real ones have a dozen. */
enum { MAX_LINKS = 500 };

static bool is_stars_badge(const struct reference *ref, struct badge *badge)
{
    return ref->badge == BADGE_STARS && ref->badge_fault == BADGE_FINE &&
           reference_badge(ref, badge) == BADGE_STARS && badge->forge != FORGE_NONE;
}

/* A link of the entry labelled as code that leads to a repository of the badge's forge. */
static bool is_code_link(const struct document *doc, const struct reference *ref,
                         const struct reference *image, enum forge forge, struct repo_ref *repo)
{
    return ref->label == LABEL_CODE && ref->forge == forge && ref->kind == REF_LINK &&
           ref->entry == image->entry && !reference_image(doc, ref) &&
           reference_repository(ref, repo);
}

struct code {
    const struct reference *link; /* the first code link, or NULL */
    struct repo_ref repo;         /* of that link */
    uint32_t links;
    bool agrees; /* a code link is of the badge's repository */
};

/* The entry whose code links count; NULL for none. */
static const struct entry *entry_of(const struct document *doc, const struct reference *image)
{
    const struct entry *entry = image->entry == NO_INDEX ? NULL : &doc->entries[image->entry];
    return entry && entry->ref_count <= MAX_LINKS ? entry : NULL;
}

static struct code find_code(const struct document *doc, const struct reference *image,
                             const struct badge *badge)
{
    struct code code = {0};
    const struct entry *entry = entry_of(doc, image);
    for (uint32_t i = 0; entry && i < entry->ref_count; i++) {
        const struct reference *ref = &doc->references[entry->first_ref + i];
        struct repo_ref repo;
        if (!is_code_link(doc, ref, image, badge->forge, &repo))
            continue;
        code.agrees = code.agrees || badge_is_about(badge, &repo);
        if (code.links++ == 0) {
            code.link = ref;
            code.repo = repo;
        }
    }
    return code;
}

/* Whether another stars badge of the entry is about this repository. */
static bool has_badge_of(const struct document *doc, const struct entry *entry,
                         const struct reference *but, const struct repo_ref *repo)
{
    for (uint32_t i = entry->first_ref; i < entry->first_ref + entry->ref_count; i++) {
        const struct reference *ref = &doc->references[i];
        struct badge badge;
        if (ref != but && ref->entry == but->entry && is_stars_badge(ref, &badge) &&
            badge_is_about(&badge, repo))
            return true;
    }
    return false;
}

/* Whether another badge of the entry is of a code link's repository. */
static bool is_shared(const struct document *doc, const struct reference *image, enum forge forge)
{
    const struct entry *entry = entry_of(doc, image);
    for (uint32_t i = 0; entry && i < entry->ref_count; i++) {
        struct repo_ref repo;
        if (is_code_link(doc, &doc->references[entry->first_ref + i], image, forge, &repo) &&
            has_badge_of(doc, entry, image, &repo))
            return true;
    }
    return false;
}

/* Whether only blanks and brackets stand between the two. */
static bool is_right_before(const struct document *doc, const struct reference *link,
                            const struct reference *image)
{
    str between = document_text(doc, span_of(link->span.end, image->span.start));
    for (size_t i = 0; i < between.n; i++)
        if (between.at[i] != ' ' && between.at[i] != ']' && between.at[i] != ')')
            return false;
    return true;
}

/* `[Name](https://github.com/o/r) ![](badge)`: the link that such a badge belongs to, or NULL. */
static const struct reference *link_before(const struct document *doc,
                                           const struct reference *image, enum forge forge,
                                           struct repo_ref *repo)
{
    uint32_t self = reference_index(doc, image);
    if (image->outer != NO_INDEX || image->entry == NO_INDEX || self == 0)
        return NULL;
    const struct reference *link = &doc->references[self - 1];
    bool fits = link->kind == REF_LINK && link->entry == image->entry && link->forge == forge &&
                link->span.end <= image->span.start && is_right_before(doc, link, image) &&
                reference_repository(link, repo) && repo->is_root;
    return fits ? link : NULL;
}

/* Whether any link of the entry leads to the badge's repository. */
static bool is_linked(const struct document *doc, const struct reference *image,
                      const struct badge *badge)
{
    const struct entry *entry = entry_of(doc, image);
    for (uint32_t i = 0; entry && i < entry->ref_count; i++) {
        const struct reference *ref = &doc->references[entry->first_ref + i];
        struct repo_ref repo;
        if (ref->kind == REF_LINK && ref->forge == badge->forge &&
            reference_repository(ref, &repo) && badge_is_about(badge, &repo))
            return true;
    }
    return false;
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

/* The name with the groups of GitLab behind the owner: "sub/name". */
static str full_name(const struct repo_ref *repo)
{
    str name = repo->name;
    if (repo->forge == FORGE_GITLAB && repo->rest.at == name.at + name.n) {
        size_t page = str_find(repo->rest, STR("/-/"));
        name.n += page == STR_NPOS ? repo->rest.n : page;
    }
    return name;
}

static struct finding *report(struct lint *lint, const struct document *doc,
                              const struct reference *image, const struct badge *badge,
                              const struct reference *other, const struct repo_ref *repo,
                              const char *what)
{
    str name = full_name(repo);
    struct finding *finding = lint_report(
        lint, doc, name_span(doc, image, badge),
        "the badge counts the stars of %.*s/%.*s but %s leads to %.*s/%.*s", STR_ARG(badge->owner),
        STR_ARG(badge->repo), what, STR_ARG(repo->owner), STR_ARG(name));
    lint_related(lint, finding, doc, span_is_empty(other->dest) ? other->span : other->dest,
                 "%s leads to %.*s/%.*s", what, STR_ARG(repo->owner), STR_ARG(name));
    lint_url(finding, image->url);
    struct buf names = {0};
    buf_printf(&names, "%.*s/%.*s %.*s/%.*s", STR_ARG(badge->owner), STR_ARG(badge->repo),
               STR_ARG(repo->owner), STR_ARG(name));
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
    if (outer && outer->forge == badge.forge && reference_repository(outer, &target) &&
        !badge_is_about(&badge, &target)) {
        struct finding *finding =
            report(lint, doc, image, &badge, outer, &target, "the link around it");
        if (code.links == 1 && repo_same(&code.repo, &target))
            mend(lint, finding, doc, image, &badge, &target);
        else
            lint_help(lint, finding, "count the stars of the repository that the badge leads to");
        return;
    }
    const struct reference *before = link_before(doc, image, badge.forge, &target);
    struct finding *finding;
    if (code.links > 0 && !code.agrees && !is_shared(doc, image, badge.forge))
        finding =
            report(lint, doc, image, &badge, code.link, &code.repo, "the code link of the entry");
    else if (before && code.links == 0 && !is_linked(doc, image, &badge))
        finding = report(lint, doc, image, &badge, before, &target, "the link before it");
    else
        return;
    lint_help(lint, finding, "open both; the badge or the link was copied from another entry");
}

const struct rule rule_badge_repository = {
    .summary = "a badge counts the stars of another repository than it is about",
    .severity = SEVERITY_ERROR,
    .reference = check_reference,
};
