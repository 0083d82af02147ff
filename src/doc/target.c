#include "doc/target.h"

#include "base/mem.h"
#include "base/percent.h"
#include "doc/url.h"

/* Pages of a repository on GitHub and GitLab, which no file stands for. */
static const str FORGE_PAGES[] = {
    STR_INIT("issues"),     STR_INIT("pulls"),          STR_INIT("pull"),
    STR_INIT("wiki"),       STR_INIT("releases"),       STR_INIT("actions"),
    STR_INIT("stargazers"), STR_INIT("discussions"),    STR_INIT("projects"),
    STR_INIT("graphs"),     STR_INIT("network"),        STR_INIT("commits"),
    STR_INIT("commit"),     STR_INIT("compare"),        STR_INIT("labels"),
    STR_INIT("milestones"), STR_INIT("tags"),           STR_INIT("fork"),
    STR_INIT("watchers"),   STR_INIT("security"),       STR_INIT("pulse"),
    STR_INIT("-"),          STR_INIT("forks"),          STR_INIT("branches"),
    STR_INIT("edit"),       STR_INIT("merge_requests"),
};

/* Placeholders of Jekyll, Hugo, Jinja, templates of a README. */
static bool is_template(str url)
{
    return str_has(url, STR("{{")) || str_has(url, STR("{%")) || str_has(url, STR("<%")) ||
           str_has(url, STR("${"));
}

static bool is_forge_page(str path)
{
    bool up = false;
    while (str_starts(path, STR("../"))) {
        path = str_skip(path, 3);
        up = true;
    }
    if (!up && !str_starts(path, STR("/")))
        return false;
    while (str_starts(path, STR("/")))
        path = str_skip(path, 1);
    str first = str_cut(&path, '/');
    for (size_t i = 0; i < sizeof FORGE_PAGES / sizeof *FORGE_PAGES; i++)
        if (str_eq(first, FORGE_PAGES[i]))
            return true;
    return false;
}

/* Append the parts of `rest` to the path in `out`; false where ".." leads above its start. */
static bool append_parts(struct buf *out, str rest)
{
    while (rest.at) {
        str part = str_cut(&rest, '/');
        if (part.n == 0 || str_eq(part, STR(".")))
            continue;
        if (!str_eq(part, STR(".."))) {
            if (out->n > 0)
                buf_add_char(out, '/');
            buf_add(out, part);
            continue;
        }
        if (out->n == 0)
            return false;
        size_t slash = str_rfind_char(buf_str(out), '/');
        out->n = slash == STR_NPOS ? 0 : slash;
    }
    return true;
}

static str cut_before(str s, char c, str *behind)
{
    size_t at = str_find_char(s, c);
    *behind = at == STR_NPOS ? (str){NULL, 0} : str_skip(s, at + 1);
    return str_sub(s, 0, at);
}

struct target target_resolve(struct buf *path, const struct document *doc, str url)
{
    struct target target = {.kind = TARGET_FOREIGN};
    struct url parts;
    url = str_trim(url);
    url_split(url, &parts);
    if (parts.has_scheme || parts.has_authority || is_template(url))
        return target;
    str query;
    target.path = cut_before(cut_before(url, '#', &target.fragment), '?', &query);
    if (target.path.n == 0) {
        target.kind = TARGET_HERE;
        return target;
    }
    if (is_forge_page(target.path)) {
        target.kind = TARGET_FORGE;
        return target;
    }
    struct buf decoded = {0};
    percent_decode(&decoded, target.path);
    buf_clear(path);
    if (target.path.at[0] != '/') {
        size_t slash = str_rfind_char(doc->path, '/');
        append_parts(path, str_sub(doc->path, 0, slash == STR_NPOS ? 0 : slash));
    }
    target.kind = append_parts(path, buf_str(&decoded)) ? TARGET_PATH : TARGET_OUTSIDE;
    buf_free(&decoded);
    return target;
}

bool once_take(struct once *once, const struct document *doc, const struct reference *ref)
{
    if (ref->definition == NO_INDEX)
        return true;
    if (!once->seen)
        once->seen = mem_alloc(doc->definition_count, 1);
    bool first = !once->seen[ref->definition];
    once->seen[ref->definition] = 1;
    return first;
}

void once_free(struct once *once)
{
    mem_free(once->seen);
    once->seen = NULL;
}
