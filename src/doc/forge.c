#include "doc/forge.h"

#include "doc/url.h"

/* The forge at a site; 0 is FORGE_NONE. */
static const enum forge forges[] = {
    [SITE_GITHUB] = FORGE_GITHUB,
    [SITE_GITHUB_RAW] = FORGE_GITHUB,
    [SITE_GITLAB] = FORGE_GITLAB,
    [SITE_BITBUCKET] = FORGE_BITBUCKET,
    [SITE_GITEE] = FORGE_GITEE,
    [SITE_CODEBERG] = FORGE_CODEBERG,
    [SITE_HUGGING_FACE] = FORGE_HUGGING_FACE,
};

/* First parts of a path that are no owner: the forge's own pages. */
static const struct {
    enum forge forge;
    str name;
} reserved[] = {
    {FORGE_GITHUB, STR_INIT("about")},
    {FORGE_GITHUB, STR_INIT("account")},
    {FORGE_GITHUB, STR_INIT("apps")},
    {FORGE_GITHUB, STR_INIT("articles")},
    {FORGE_GITHUB, STR_INIT("blog")},
    {FORGE_GITHUB, STR_INIT("codespaces")},
    {FORGE_GITHUB, STR_INIT("collections")},
    {FORGE_GITHUB, STR_INIT("contact")},
    {FORGE_GITHUB, STR_INIT("copilot")},
    {FORGE_GITHUB, STR_INIT("customer-stories")},
    {FORGE_GITHUB, STR_INIT("dashboard")},
    {FORGE_GITHUB, STR_INIT("discussions")},
    {FORGE_GITHUB, STR_INIT("enterprise")},
    {FORGE_GITHUB, STR_INIT("enterprises")},
    {FORGE_GITHUB, STR_INIT("events")},
    {FORGE_GITHUB, STR_INIT("explore")},
    {FORGE_GITHUB, STR_INIT("features")},
    {FORGE_GITHUB, STR_INIT("gist")},
    {FORGE_GITHUB, STR_INIT("issues")},
    {FORGE_GITHUB, STR_INIT("join")},
    {FORGE_GITHUB, STR_INIT("login")},
    {FORGE_GITHUB, STR_INIT("logout")},
    {FORGE_GITHUB, STR_INIT("marketplace")},
    {FORGE_GITHUB, STR_INIT("mobile")},
    {FORGE_GITHUB, STR_INIT("new")},
    {FORGE_GITHUB, STR_INIT("notifications")},
    {FORGE_GITHUB, STR_INIT("organizations")},
    {FORGE_GITHUB, STR_INIT("orgs")},
    {FORGE_GITHUB, STR_INIT("pricing")},
    {FORGE_GITHUB, STR_INIT("pulls")},
    {FORGE_GITHUB, STR_INIT("readme")},
    {FORGE_GITHUB, STR_INIT("resources")},
    {FORGE_GITHUB, STR_INIT("search")},
    {FORGE_GITHUB, STR_INIT("security")},
    {FORGE_GITHUB, STR_INIT("sessions")},
    {FORGE_GITHUB, STR_INIT("settings")},
    {FORGE_GITHUB, STR_INIT("signup")},
    {FORGE_GITHUB, STR_INIT("site")},
    {FORGE_GITHUB, STR_INIT("solutions")},
    {FORGE_GITHUB, STR_INIT("sponsors")},
    {FORGE_GITHUB, STR_INIT("stars")},
    {FORGE_GITHUB, STR_INIT("team")},
    {FORGE_GITHUB, STR_INIT("topics")},
    {FORGE_GITHUB, STR_INIT("trending")},
    {FORGE_GITHUB, STR_INIT("user-attachments")},
    {FORGE_GITHUB, STR_INIT("users")},
    {FORGE_GITHUB, STR_INIT("watching")},
    {FORGE_GITHUB, STR_INIT("wiki")},
    {FORGE_GITLAB, STR_INIT("-")},
    {FORGE_GITLAB, STR_INIT("explore")},
    {FORGE_GITLAB, STR_INIT("users")},
    {FORGE_GITLAB, STR_INIT("groups")},
    {FORGE_GITLAB, STR_INIT("help")},
    {FORGE_GITLAB, STR_INIT("dashboard")},
    {FORGE_BITBUCKET, STR_INIT("product")},
    {FORGE_BITBUCKET, STR_INIT("blog")},
    {FORGE_BITBUCKET, STR_INIT("account")},
    {FORGE_BITBUCKET, STR_INIT("dashboard")},
    {FORGE_GITEE, STR_INIT("explore")},
    {FORGE_GITEE, STR_INIT("help")},
    {FORGE_GITEE, STR_INIT("organizations")},
    {FORGE_GITEE, STR_INIT("search")},
    {FORGE_CODEBERG, STR_INIT("explore")},
    {FORGE_CODEBERG, STR_INIT("user")},
    {FORGE_CODEBERG, STR_INIT("org")},
    {FORGE_CODEBERG, STR_INIT("assets")},
    {FORGE_HUGGING_FACE, STR_INIT("papers")},
    {FORGE_HUGGING_FACE, STR_INIT("collections")},
    {FORGE_HUGGING_FACE, STR_INIT("blog")},
    {FORGE_HUGGING_FACE, STR_INIT("docs")},
    {FORGE_HUGGING_FACE, STR_INIT("models")},
    {FORGE_HUGGING_FACE, STR_INIT("learn")},
    {FORGE_HUGGING_FACE, STR_INIT("posts")},
    {FORGE_HUGGING_FACE, STR_INIT("organizations")},
    {FORGE_HUGGING_FACE, STR_INIT("settings")},
    {FORGE_HUGGING_FACE, STR_INIT("join")},
    {FORGE_HUGGING_FACE, STR_INIT("login")},
    {FORGE_HUGGING_FACE, STR_INIT("tasks")},
    {FORGE_HUGGING_FACE, STR_INIT("api")},
    {FORGE_HUGGING_FACE, STR_INIT("chat")},
    {FORGE_HUGGING_FACE, STR_INIT("course")},
    {FORGE_HUGGING_FACE, STR_INIT("spaces")},
    {FORGE_HUGGING_FACE, STR_INIT("datasets")},
    {FORGE_HUGGING_FACE, STR_INIT("inference")},
};

static enum forge forge_of(enum site site)
{
    return site < sizeof forges / sizeof *forges ? forges[site] : FORGE_NONE;
}

static bool is_reserved(enum forge forge, str name)
{
    for (size_t i = 0; i < sizeof reserved / sizeof *reserved; i++)
        if (reserved[i].forge == forge && str_eq_nocase(name, reserved[i].name))
            return true;
    return false;
}

/* The next non-empty part of a path; `*path` becomes the rest with its '/'. */
static str next_part(str *path)
{
    while (path->n && path->at[0] == '/')
        *path = str_skip(*path, 1);
    size_t end = str_find_char(*path, '/');
    str part = str_sub(*path, 0, end == STR_NPOS ? path->n : end);
    *path = str_skip(*path, part.n);
    return part;
}

static enum forge enter_hugging_face(str *path)
{
    str rest = *path, first = next_part(&rest);
    bool dataset = str_eq(first, STR("datasets"));
    if (!dataset && !str_eq(first, STR("spaces")))
        return FORGE_HUGGING_FACE;
    *path = rest;
    return dataset ? FORGE_HUGGING_FACE_DATASET : FORGE_HUGGING_FACE_SPACE;
}

static bool is_web(const struct url *url)
{
    enum url_scheme scheme = url_scheme(url);
    return scheme == SCHEME_HTTP || scheme == SCHEME_HTTPS;
}

void forge_split(const struct url *url, enum site site, struct repo_ref *out)
{
    str path = url->path;
    enum forge forge = forge_of(site);
    if (forge == FORGE_HUGGING_FACE)
        forge = enter_hugging_face(&path);
    str owner = next_part(&path), name = next_part(&path);
    if (str_ends_nocase(name, STR(".git")))
        name.n -= 4;
    bool root = path.n == 0 || str_eq(path, STR("/"));
    *out = (struct repo_ref){
        .host = url->host,
        .owner = owner,
        .name = name,
        .rest = root ? (str){NULL, 0} : path,
        .forge = forge,
        .is_root = root,
    };
}

bool forge_read(const struct url *url, enum site site, struct repo_ref *out)
{
    if (forge_of(site) != FORGE_NONE && is_web(url)) {
        forge_split(url, site, out);
        if (out->owner.n > 0 && out->name.n > 0 && !is_reserved(out->forge, out->owner) &&
            (out->forge != FORGE_GITHUB || forge_name_ok(out->owner, out->name)))
            return true;
    }
    *out = (struct repo_ref){0};
    return false;
}

bool forge_parse(str text, struct repo_ref *out)
{
    struct url url;
    url_split(str_trim(text), &url);
    return forge_read(&url, site_of(url.host), out);
}

/* GitHub's managed users carry an underscore: name_company. */
bool forge_name_ok(str owner, str name)
{
    if (owner.n == 0 || owner.n > 39 || name.n == 0 || name.n > 100)
        return false;
    for (size_t i = 0; i < owner.n; i++)
        if (!ascii_is_alnum(owner.at[i]) && (i == 0 || (owner.at[i] != '-' && owner.at[i] != '_')))
            return false;
    for (size_t i = 0; i < name.n; i++)
        if (!ascii_is_alnum(name.at[i]) && str_find_char(STR("-_."), name.at[i]) == STR_NPOS)
            return false;
    return !str_eq(name, STR(".")) && !str_eq(name, STR(".."));
}

bool repo_same(const struct repo_ref *a, const struct repo_ref *b)
{
    return a->forge == b->forge && str_eq_nocase(a->owner, b->owner) &&
           str_eq_nocase(a->name, b->name);
}
