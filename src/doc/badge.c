#include "doc/badge.h"

#include "base/percent.h"
#include "doc/url.h"

#include <string.h>

/* Routes of shields.io and badgen.net that lead to /OWNER/NAME. */
static const struct route {
    str prefix;
    enum forge forge;
    unsigned skip; /* parts between the prefix and the owner */
    bool exact;    /* nothing may follow the name */
} routes[] = {
    {STR_INIT("/github/stars"), FORGE_GITHUB, 0, true},
    {STR_INIT("/github/forks"), FORGE_GITHUB, 0, true},
    {STR_INIT("/github/watchers"), FORGE_GITHUB, 0, true},
    {STR_INIT("/github/contributors"), FORGE_GITHUB, 0, true},
    {STR_INIT("/github/license"), FORGE_GITHUB, 0, true},
    {STR_INIT("/github/last-commit"), FORGE_GITHUB, 0, false},
    {STR_INIT("/github/created-at"), FORGE_GITHUB, 0, false},
    {STR_INIT("/github/issues"), FORGE_GITHUB, 0, false},
    {STR_INIT("/github/issues-raw"), FORGE_GITHUB, 0, false},
    {STR_INIT("/github/issues-closed"), FORGE_GITHUB, 0, false},
    {STR_INIT("/github/issues-pr"), FORGE_GITHUB, 0, false},
    {STR_INIT("/github/repo-size"), FORGE_GITHUB, 0, false},
    {STR_INIT("/github/languages/top"), FORGE_GITHUB, 0, false},
    {STR_INIT("/github/languages/code-size"), FORGE_GITHUB, 0, false},
    {STR_INIT("/github/v/release"), FORGE_GITHUB, 0, false},
    {STR_INIT("/github/v/tag"), FORGE_GITHUB, 0, false},
    {STR_INIT("/github/release-date"), FORGE_GITHUB, 0, false},
    {STR_INIT("/github/downloads"), FORGE_GITHUB, 0, false},
    {STR_INIT("/github/commit-activity"), FORGE_GITHUB, 1, false},
    {STR_INIT("/github/actions/workflow/status"), FORGE_GITHUB, 0, false},
    {STR_INIT("/gitlab/stars"), FORGE_GITLAB, 0, false},
    {STR_INIT("/gitlab/forks"), FORGE_GITLAB, 0, false},
    {STR_INIT("/gitlab/last-commit"), FORGE_GITLAB, 0, false},
};

static const str extensions[] = {STR_INIT(".svg"), STR_INIT(".png"), STR_INIT(".json"),
                                 STR_INIT(".gif"), STR_INIT(".jpg")};

static str drop_extension(str s)
{
    for (size_t i = 0; i < sizeof extensions / sizeof *extensions; i++)
        if (str_ends(s, extensions[i]))
            return str_sub(s, 0, s.n - extensions[i].n);
    return s;
}

static bool is_badge_picture(enum site site, str host, str path)
{
    if (site == SITE_SHIELDS || site == SITE_BADGEN || site == SITE_BADGES)
        return true;
    size_t slash = str_rfind_char(path, '/');
    str file = slash == STR_NPOS ? path : str_skip(path, slash + 1);
    bool page = str_find_char(file, '.') == STR_NPOS && !str_starts(path, STR("/badge/"));
    return str_find_nocase(host, STR("badge")) != STR_NPOS ||
           (!page && str_find_nocase(file, STR("badge")) != STR_NPOS) ||
           str_starts(path, STR("/badge/")) || str_has(path, STR("/badges/"));
}

/* A URL with marks around it: what stands between them. */
static str unquote(str url)
{
    static const char marks[] = "'\"`";
    str s = str_trim(url);
    if (s.n && strchr(marks, s.at[0]) && s.at[0]) {
        s = str_skip(s, 1);
        if (s.n && strchr(marks, s.at[s.n - 1]) && s.at[s.n - 1])
            s.n--;
    }
    return str_trim(s);
}

static str next_part(str *path)
{
    if (path->n && path->at[0] == '/')
        *path = str_skip(*path, 1);
    size_t end = str_find_char(*path, '/');
    str part = str_sub(*path, 0, end == STR_NPOS ? path->n : end);
    *path = str_skip(*path, part.n);
    return part;
}

/* What names an owner alone; `slash` where something should have followed. */
static enum badge_fault judge_owner(struct badge *badge, bool slash)
{
    /* "stars/.svg", "stars/owner.svg", "stars/owner/.svg" */
    badge->owner = drop_extension(badge->owner);
    if (badge->owner.n == 0)
        return BADGE_NO_OWNER;
    if (slash || badge->kind != BADGE_STARS)
        return BADGE_NO_NAME;
    return str_has(badge->query, STR("affiliations=")) ? BADGE_FINE : BADGE_USER;
}

/* ":project+" is a path of groups, the same encoded, or a number; on a server of its own too. */
static enum badge_fault judge_gitlab(str rest, struct badge *badge)
{
    rest = drop_extension(rest);
    badge->owner = next_part(&rest);
    badge->repo = str_starts(rest, STR("/")) ? str_skip(rest, 1) : rest;
    while (str_ends(badge->repo, STR("/")))
        badge->repo.n--;
    if (badge->owner.n == 0)
        return BADGE_NO_OWNER;
    if (badge->repo.n == 0 || str_has(badge->query, STR("gitlab_url=")))
        badge->forge = FORGE_NONE;
    return BADGE_FINE;
}

static enum badge_fault judge_repository(const struct route *route, str rest, struct badge *badge)
{
    if (route->forge == FORGE_GITLAB)
        return judge_gitlab(rest, badge);
    for (unsigned i = 0; i < route->skip; i++)
        next_part(&rest);
    badge->owner = next_part(&rest);
    bool slash = rest.n > 0;
    badge->repo = next_part(&rest);
    if (rest.n == 0)
        badge->repo = drop_extension(badge->repo);
    if (str_ends_nocase(badge->repo, STR(".git")))
        badge->repo.n -= 4;
    if (badge->owner.n == 0)
        return BADGE_NO_OWNER;
    if (badge->repo.n == 0 && rest.n == 0)
        return judge_owner(badge, slash);
    if (str_eq(badge->owner, STR("gists")))
        badge->forge = FORGE_NONE; /* stars/gists/ID */
    if (route->forge == FORGE_GITHUB && !forge_name_ok(badge->owner, badge->repo))
        return str_has(badge->path, STR(" ")) ? BADGE_SPACE : BADGE_NAME;
    if (route->exact && rest.n > 1)
        return BADGE_EXTRA;
    return BADGE_FINE;
}

/* The route a path takes. `*glued` becomes one whose slash is lost, where none fits. */
static const struct route *find_route(str path, str *rest, const struct route **glued)
{
    *glued = NULL;
    for (size_t i = 0; i < sizeof routes / sizeof *routes; i++) {
        if (!str_starts(path, routes[i].prefix))
            continue;
        *rest = str_skip(path, routes[i].prefix.n);
        if (rest->n == 0 || rest->at[0] == '/')
            return &routes[i];
        str part = str_sub(*rest, 0, str_find_char(*rest, '/'));
        if (routes[i].exact && part.n < rest->n && forge_name_ok(part, STR("x")))
            *glued = &routes[i];
    }
    return NULL;
}

/* Copying the address of GitHub's README tab swallows what a script appends to the name. */
static bool has_swallowed_tab(const struct url *url)
{
    bool tab = str_starts(url->query, STR("tab=")) &&
               (str_has(url->query, STR(".svg")) || str_find_char(url->query, '?') != STR_NPOS);
    return tab || str_has(url->fragment, STR(".svg"));
}

static bool read_repository(const struct url *url, struct badge *badge)
{
    str rest;
    const struct route *glued, *route = find_route(url->path, &rest, &glued);
    if (!route && !glued)
        return false;
    const struct route *meant = route ? route : glued;
    badge->forge = meant->forge;
    badge->metric = str_sub(url->path, 8, meant->prefix.n); /* behind "/github/" */
    badge->kind = str_eq(badge->metric, STR("stars")) ? BADGE_STARS : BADGE_OTHER;
    if (glued && !route) {
        badge->forge = FORGE_NONE;
        badge->fault = BADGE_GLUED;
        return true;
    }
    badge->fault = judge_repository(route, rest, badge);
    if (badge->fault == BADGE_FINE && has_swallowed_tab(url))
        badge->fault = BADGE_TAB;
    return true;
}

enum { STATIC_LIMIT = 1024 };

/* For each offset whether a colour can start there: ((?:[^-.]|--)+)$ */
static void find_colors(str s, bool *ok)
{
    ok[s.n] = ok[s.n + 1] = false;
    for (size_t i = s.n; i-- > 0;) {
        bool pair = s.at[i] == '-' && i + 1 < s.n && s.at[i + 1] == '-';
        if (pair)
            ok[i] = i + 2 == s.n || ok[i + 2];
        else
            ok[i] = s.at[i] != '-' && s.at[i] != '.' && (i + 1 == s.n || ok[i + 1]);
    }
}

/* The step of ([^-]|--) at `i`: 1, 2, or 0 where a single dash stands. */
static size_t step(str s, size_t i)
{
    if (s.at[i] != '-')
        return 1;
    return i + 1 < s.n && s.at[i + 1] == '-' ? 2 : 0;
}

/* The longest message from `start` that a dash and a colour follow: its end, or STR_NPOS. */
static size_t message_end(str s, size_t start, const bool *color)
{
    size_t found = STR_NPOS;
    for (size_t i = start, n; i < s.n; i += n) {
        if (s.at[i] == '-' && color[i + 1])
            found = i;
        n = step(s, i);
        if (n == 0)
            break;
    }
    return found;
}

static void set_parts(struct badge *badge, str s, size_t label, size_t message, size_t end)
{
    badge->label = str_sub(s, 0, label);
    badge->message = str_sub(s, message, end);
    badge->color = str_skip(s, end + 1);
}

/* Split as the server's expression does: the shortest label, then the longest message. */
static bool split_static(str s, struct badge *badge)
{
    bool color[STATIC_LIMIT + 2];
    if (s.n > STATIC_LIMIT)
        return true;
    find_colors(s, color);
    for (size_t label = 0, n; label < s.n; label += n) {
        if (s.at[label] == '-') {
            size_t end = message_end(s, label + 1, color);
            if (end != STR_NPOS) {
                set_parts(badge, s, label, label + 1, end);
                return true;
            }
        }
        size_t end = label == 0 ? message_end(s, 0, color) : STR_NPOS;
        if (end != STR_NPOS) {
            set_parts(badge, s, 0, 0, end);
            return true;
        }
        n = step(s, label);
        if (n == 0)
            return false;
    }
    return false;
}

static enum badge_fault judge_static(str content, struct badge *badge)
{
    if (str_find_char(str_trim(content), ' ') != STR_NPOS)
        return BADGE_SPACE;
    if (split_static(content, badge))
        return BADGE_FINE;
    struct buf decoded = {0};
    struct badge ignored = {0};
    percent_decode(&decoded, content); /* %2D is a dash to the server */
    bool fine = decoded.n != content.n && split_static(buf_str(&decoded), &ignored);
    buf_free(&decoded);
    return fine ? BADGE_FINE : BADGE_PARTS;
}

/* The text of a static badge: "/badge/TEXT" without its extension. False for other routes. */
static bool find_static(str path, str *content)
{
    if (!str_starts(path, STR("/badge/")) || str_starts(path, STR("/badge/dynamic/")) ||
        str_starts(path, STR("/badge/endpoint")))
        return false;
    *content = drop_extension(str_skip(path, 7));
    return true;
}

/* shields.io's other way to say a static badge: in a query. */
static void read_static_query(str query, struct badge *badge)
{
    str name, value;
    badge->kind = BADGE_STATIC;
    while (url_next_parameter(&query, &name, &value)) {
        if (str_eq(name, STR("label")))
            badge->label = value;
        else if (str_eq(name, STR("message")))
            badge->message = value;
        else if (str_eq(name, STR("color")))
            badge->color = value;
    }
}

enum badge_kind badge_read(const struct url *url, enum site site, struct badge *out)
{
    str content;
    bool shields = site == SITE_SHIELDS, badgen = site == SITE_BADGEN;
    *out = (struct badge){0};
    if (site == SITE_NONE || str_eq_nocase(url->host, STR("www.")))
        return BADGE_NONE;
    out->path = url->path;
    out->query = url->query;
    if ((shields || badgen) && read_repository(url, out)) {
        /* set by read_repository() */
    } else if (shields && find_static(url->path, &content)) {
        out->kind = BADGE_STATIC;
        out->fault = judge_static(content, out);
    } else if (shields && str_eq(url->path, STR("/static/v1"))) {
        read_static_query(url->query, out);
    } else if (is_badge_picture(site, url->host, url->path)) {
        out->kind = BADGE_OTHER;
    } else {
        *out = (struct badge){0};
    }
    return out->kind;
}

enum badge_kind badge_parse(str text, struct badge *out)
{
    struct url url;
    str inside = unquote(text);
    url_split(inside, &url);
    if (badge_read(&url, site_of(url.host), out) != BADGE_NONE && inside.n < str_trim(text).n)
        out->fault = BADGE_QUOTED;
    return out->kind;
}

const char *badge_fault_text(enum badge_fault fault)
{
    static const char *const texts[BADGE_FAULT_COUNT] = {
        [BADGE_FINE] = "",
        [BADGE_QUOTED] = "has quotation marks around its URL",
        [BADGE_SPACE] = "has a space in its URL",
        [BADGE_TAB] = "has the address of a tab in its name, so the rest of its URL is lost",
        [BADGE_GLUED] = "lacks the slash before the owner",
        [BADGE_NO_OWNER] = "names no repository",
        [BADGE_NO_NAME] = "names an owner but no repository",
        [BADGE_USER] = "names an owner but no repository",
        [BADGE_NAME] = "names a repository that cannot exist",
        [BADGE_EXTRA] = "has more behind the name of the repository than the badge server takes",
        [BADGE_PARTS] = "is not of the form label-message-color (a dash inside is written --)",
    };
    return fault >= 0 && fault < BADGE_FAULT_COUNT ? texts[fault] : "";
}

/* Whether GitLab's project is the badge's: its groups and name, with nothing but pages behind. */
static bool is_project(const struct repo_ref *repo, str name)
{
    str path = repo->name;
    if (repo->rest.at == path.at + path.n)
        path.n += repo->rest.n;
    str rest = str_skip(path, name.n);
    return str_eq_nocase(str_sub(path, 0, name.n), name) && (rest.n == 0 || rest.at[0] == '/');
}

bool badge_is_about(const struct badge *badge, const struct repo_ref *repo)
{
    if (badge->forge == FORGE_NONE || repo->forge != badge->forge || !badge->repo.n ||
        !str_eq_nocase(repo->owner, badge->owner))
        return false;
    return badge->forge == FORGE_GITLAB ? is_project(repo, badge->repo)
                                        : str_eq_nocase(repo->name, badge->repo);
}

bool badge_is_of(const struct badge *badge, str link)
{
    struct repo_ref repo;
    return forge_parse(link, &repo) && badge_is_about(badge, &repo);
}
