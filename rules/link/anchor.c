#include "base/map.h"
#include "base/mem.h"
#include "base/near.h"
#include "base/utf8.h"
#include "base/percent.h"
#include "doc/anchors.h"
#include "doc/reference.h"
#include "doc/target.h"
#include "lint/rule.h"

/* What one document has. */
struct names {
    struct anchors anchors;
    uint32_t searched; /* how often a near name was looked for */
    bool built;
};

/* A near name is looked for among all of the file's: a stranger's file may have many of both. */
enum { MAX_SEARCHES = 200 };

struct check {
    struct lint *lint;
    const struct repository *repo;
    struct map paths;    /* of documents */
    struct names *names; /* one a document, built when first asked for */
    struct buf path, name;
};

static struct names *names_of(struct check *check, uint32_t document)
{
    struct names *names = &check->names[document];
    if (!names->built)
        anchors_read(&names->anchors, check->repo->documents[document]);
    names->built = true;
    return names;
}

static bool is_line_range(str name)
{
    /* L10, L10-L20, L10C3 */
    if (name.n < 2 || name.at[0] != 'L' || !ascii_is_digit(name.at[1]))
        return false;
    for (size_t i = 1; i < name.n; i++)
        if (!ascii_is_digit(name.at[i]) && !str_has(STR("LC-"), str_sub(name, i, i + 1)))
            return false;
    return true;
}

/* What GitHub or the browser makes, whatever the file holds. */
static bool is_made_by_page(str name)
{
    static const str NAMES[] = {STR_INIT("top"), STR_INIT("readme"), STR_INIT("readme-ov-file"),
                                STR_INIT("start-of-content")};
    for (size_t i = 0; i < sizeof NAMES / sizeof *NAMES; i++)
        if (str_eq_nocase(name, NAMES[i]))
            return true;
    return is_line_range(name) || str_has(name, STR(":~:")) || str_starts(name, STR("fn-")) ||
           str_starts(name, STR("fnref-")) || str_starts(name, STR("/")) ||
           str_starts(name, STR("!"));
}

/* Letters, or digits, of a name: "4-kv-cache" and "kv-cache" differ in what they number. */
static void keep(struct buf *out, str name, bool digits)
{
    buf_clear(out);
    while (name.n > 0) {
        int32_t code;
        size_t n = utf8_next(name, &code);
        bool digit = code >= '0' && code <= '9';
        if (digit == digits && (digit || utf8_is_alnum(code)))
            utf8_put(out, utf8_lower(code));
        name = str_skip(name, n);
    }
}

static bool is_near(str wanted, str name)
{
    struct buf a = {0}, b = {0};
    keep(&a, wanted, true);
    keep(&b, name, true);
    bool near = str_eq(buf_str(&a), buf_str(&b));
    size_t digits = a.n;
    keep(&a, wanted, false);
    keep(&b, name, false);
    near = near && (a.n > 0 || digits >= 4) && /* "2022-2015" and "20222015" */
           (str_eq(buf_str(&a), buf_str(&b)) ||
            (a.n >= 6 && near_distance(buf_str(&a), buf_str(&b)) <= (a.n >= 12 ? 2 : 1)));
    buf_free(&a);
    buf_free(&b);
    return near;
}

/* The one name that is near; false where there is none or more than one. */
static bool find_near(struct names *names, str wanted, str *near)
{
    size_t found = 0;
    if (names->searched++ >= MAX_SEARCHES)
        return false;
    for (size_t i = 0; i < names->anchors.names.n; i++) {
        if (is_near(wanted, names->anchors.names.at[i].name)) {
            *near = names->anchors.names.at[i].name;
            found++;
        }
    }
    return found == 1;
}

/* Append a name with its variation selectors, which nobody sees, encoded; whether it has any. */
static bool write_visibly(struct buf *out, str name)
{
    static const str SELECTOR = STR_INIT("\xef\xb8\x8f");
    bool found = false;
    for (size_t at; (at = str_find(name, SELECTOR)) != STR_NPOS; found = true) {
        buf_add(out, str_sub(name, 0, at));
        buf_add(out, STR("%EF%B8%8F"));
        name = str_skip(name, at + SELECTOR.n);
    }
    buf_add(out, name);
    return found;
}

static void report(struct check *check, const struct document *doc, const struct reference *ref,
                   const struct document *target, struct names *names)
{
    str wanted = buf_str(&check->name);
    str written = document_text(doc, ref->dest);
    size_t hash = str_find_char(written, '#');
    struct span span = span_is_empty(ref->dest) ? ref->span : ref->dest;
    bool exact = hash != STR_NPOS;
    if (exact)
        span = span_of(ref->dest.start + hash + 1, ref->dest.end);
    struct finding *finding;
    if (target == doc)
        finding = lint_report(check->lint, doc, span,
                              "this file has no heading or id \"%.*s\"; on GitHub the link stays "
                              "where it is",
                              STR_ARG(wanted));
    else
        finding = lint_report(check->lint, doc, span,
                              "\"%.*s\" has no heading or id \"%.*s\"; GitHub opens the file at "
                              "its top",
                              STR_ARG(target->path), STR_ARG(wanted));
    lint_url(finding, ref->url);
    lint_discriminator(check->lint, finding, ref->url);
    str near;
    if (!find_near(names, wanted, &near)) {
        lint_help(check->lint, finding,
                  "name a heading that is there, in lower case with \"-\" for each blank and "
                  "without punctuation, or take the link away");
        return;
    }
    struct buf text = {0};
    bool selector = write_visibly(&text, near);
    lint_help(check->lint, finding, "did you mean \"#%.*s\"?%s", STR_ARG(buf_str(&text)),
              selector ? " GitHub keeps the variation selector of the emoji" : "");
    if (exact)
        lint_edit(check->lint, finding, FIX_SAFE, span, buf_str(&text));
    buf_free(&text);
}

/* The document at the path in check->path; a folder shows its README. */
static uint32_t find_document(struct check *check)
{
    const uint32_t *slot = map_get(&check->paths, buf_str(&check->path));
    if (!slot) {
        static const char *const READMES[] = {"README.md", "readme.md", "Readme.md"};
        size_t n = check->path.n;
        for (size_t i = 0; i < 3 && !slot; i++) {
            check->path.n = n;
            buf_printf(&check->path, "%s%s", n ? "/" : "", READMES[i]);
            slot = map_get(&check->paths, buf_str(&check->path));
        }
    }
    return slot ? *slot : NO_INDEX;
}

static void check_reference(struct check *check, uint32_t document, const struct reference *ref)
{
    const struct document *doc = check->repo->documents[document];
    if (ref->kind != REF_LINK || reference_is_foreign(ref) ||
        str_find_char(ref->url, '#') == STR_NPOS)
        return;
    struct target target = target_resolve(&check->path, doc, ref->url);
    if (target.fragment.n == 0 || (target.kind != TARGET_HERE && target.kind != TARGET_PATH))
        return;
    buf_clear(&check->name);
    percent_decode(&check->name, target.fragment);
    str name = buf_str(&check->name);
    if (is_made_by_page(name))
        return;
    if (str_starts(name, STR("user-content-")))
        name = str_skip(name, STR("user-content-").n);
    uint32_t at = target.kind == TARGET_HERE ? document : find_document(check);
    if (at == NO_INDEX || check->repo->documents[at]->refusal.kind != REFUSED_NOT)
        return;
    struct names *names = names_of(check, at);
    if (!anchors_find(&names->anchors, name))
        report(check, doc, ref, check->repo->documents[at], names);
}

static void check_repository(struct lint *lint, const struct repository *repo)
{
    struct check check = {.lint = lint, .repo = repo};
    check.names = mem_alloc(repo->document_count, sizeof *check.names);
    for (uint32_t i = 0; i < repo->document_count; i++)
        map_put(&check.paths, repo->documents[i]->path, i, NULL);
    for (uint32_t i = 0; i < repo->document_count; i++) {
        const struct document *doc = repo->documents[i];
        struct once once = {0};
        for (uint32_t j = 0; j < doc->reference_count; j++)
            if (once_take(&once, doc, &doc->references[j]))
                check_reference(&check, i, &doc->references[j]);
        once_free(&once);
    }
    for (uint32_t i = 0; i < repo->document_count; i++)
        anchors_free(&check.names[i].anchors);
    mem_free(check.names);
    map_free(&check.paths);
    buf_free(&check.path);
    buf_free(&check.name);
}

const struct rule rule_link_anchor = {
    .summary = "a link leads to a heading or id that the file does not have",
    .severity = SEVERITY_WARNING,
    .repository = check_repository,
};
