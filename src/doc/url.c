#include "doc/url.h"

#include "base/percent.h"

/* The length of a scheme in front of its colon, or 0. */
static size_t scheme_length(str s)
{
    size_t i = 0;
    if (s.n == 0 || !ascii_is_alpha(s.at[0]))
        return 0;
    while (i < s.n &&
           (ascii_is_alnum(s.at[i]) || s.at[i] == '+' || s.at[i] == '-' || s.at[i] == '.'))
        i++;
    return i < s.n && s.at[i] == ':' ? i : 0;
}

static void split_authority(str authority, struct url *out)
{
    size_t at = str_rfind_char(authority, '@');
    if (at != STR_NPOS) {
        out->userinfo = str_sub(authority, 0, at);
        authority = str_skip(authority, at + 1);
    }
    size_t bracket = str_rfind_char(authority, ']');
    size_t colon = str_rfind_char(authority, ':');
    if (colon != STR_NPOS && (bracket == STR_NPOS || colon > bracket)) {
        out->port = str_skip(authority, colon + 1);
        authority = str_sub(authority, 0, colon);
    }
    out->host = authority;
}

void url_split(str text, struct url *out)
{
    *out = (struct url){0};
    size_t scheme = scheme_length(text);
    if (scheme) {
        out->has_scheme = true;
        out->scheme = str_sub(text, 0, scheme);
        text = str_skip(text, scheme + 1);
    }
    if (str_starts(text, STR("//"))) {
        text = str_skip(text, 2);
        size_t end = 0;
        while (end < text.n && text.at[end] != '/' && text.at[end] != '?' && text.at[end] != '#')
            end++;
        out->has_authority = true;
        split_authority(str_sub(text, 0, end), out);
        text = str_skip(text, end);
    }
    size_t hash = str_find_char(text, '#');
    if (hash != STR_NPOS) {
        out->fragment = str_skip(text, hash + 1);
        text = str_sub(text, 0, hash);
    }
    size_t mark = str_find_char(text, '?');
    if (mark != STR_NPOS) {
        out->query = str_skip(text, mark + 1);
        text = str_sub(text, 0, mark);
    }
    out->path = text;
}

enum url_scheme url_scheme(const struct url *url)
{
    if (!url->has_scheme)
        return url->has_authority ? SCHEME_PAGE : SCHEME_NONE;
    if (!url->has_authority)
        return SCHEME_OTHER;
    return str_eq_nocase(url->scheme, STR("https"))  ? SCHEME_HTTPS
           : str_eq_nocase(url->scheme, STR("http")) ? SCHEME_HTTP
                                                     : SCHEME_OTHER;
}

struct url_marks url_pack(str text, const struct url *url)
{
    struct url_marks marks = {0};
    bool usual = url->has_scheme && url->has_authority && !url->userinfo.at && !url->port.at &&
                 str_trim(text).n == text.n && url->scheme.n <= UINT8_MAX &&
                 url->host.n <= UINT8_MAX && text.n <= UINT16_MAX;
    if (usual) {
        marks.scheme = (uint8_t)url->scheme.n;
        marks.host = (uint8_t)url->host.n;
        marks.path = (uint16_t)url->path.n;
        marks.query = (uint16_t)url->query.n;
    }
    return marks;
}

void url_unpack(str text, struct url_marks marks, struct url *out)
{
    if (marks.scheme == 0) {
        url_split(str_trim(text), out);
        return;
    }
    size_t host = marks.scheme + 3u, path = host + marks.host, end = path + marks.path;
    *out = (struct url){
        .scheme = str_sub(text, 0, marks.scheme),
        .host = str_sub(text, host, path),
        .path = str_sub(text, path, end),
        .has_scheme = true,
        .has_authority = true,
    };
    if (end < text.n && text.at[end] == '?') {
        out->query = str_sub(text, end + 1, end + 1 + marks.query);
        end += 1u + marks.query;
    }
    if (end < text.n)
        out->fragment = str_skip(text, end + 1);
}

bool url_is_web(str text)
{
    return str_starts_nocase(text, STR("http://")) || str_starts_nocase(text, STR("https://"));
}

bool url_next_parameter(str *query, str *name, str *value)
{
    if (query->n == 0)
        return false;
    *value = str_cut(query, '&');
    *name = str_cut(value, '=');
    return true;
}

/* Append with unreserved characters decoded and all that a URL may not hold encoded. */
static void add_normalised(struct buf *out, str s, bool lower)
{
    str unreserved = STR("-._~"), reserved = STR("!#$&'()*+,/:;=?@[]%");
    for (size_t i = 0; i < s.n; i++) {
        int byte = percent_byte(s, i);
        bool escaped = byte >= 0;
        char c = escaped ? (char)byte : s.at[i];
        bool plain = ascii_is_alnum(c) || str_find_char(unreserved, c) != STR_NPOS;
        if (escaped)
            i += 2;
        if (plain || (!escaped && str_find_char(reserved, c) != STR_NPOS))
            buf_add_char(out, lower ? ascii_lower(c) : c);
        else
            buf_printf(out, "%%%02X", (unsigned)(unsigned char)c);
    }
}

static bool is_tracking(str name, bool forge)
{
    static const str names[] = {
        STR_INIT("fbclid"), STR_INIT("gclid"),  STR_INIT("ref"),    STR_INIT("ref_src"),
        STR_INIT("igshid"), STR_INIT("mc_cid"), STR_INIT("mc_eid"), STR_INIT("msclkid"),
        STR_INIT("yclid"),  STR_INIT("_hsenc"), STR_INIT("_hsmi"),  STR_INIT("ref_url"),
        STR_INIT("dclid"),  STR_INIT("twclid"),
    };
    if (str_starts_nocase(name, STR("utm_")))
        return true;
    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        if (str_eq_nocase(name, names[i]))
            return true;
    /* GitHub's own links to the tab that shows the README */
    return forge && str_eq(name, STR("tab"));
}

static void add_query(struct buf *out, str query, bool forge)
{
    str name, value;
    char separator = '?';
    while (url_next_parameter(&query, &name, &value)) {
        if (is_tracking(name, forge) || (name.n == 0 && value.n == 0))
            continue;
        buf_add_char(out, separator);
        add_normalised(out, name, false);
        if (value.at) {
            buf_add_char(out, '=');
            add_normalised(out, value, false);
        }
        separator = '&';
    }
}

/* Bytes of "/owner/name" at the start of a path. */
static size_t repository_length(str path)
{
    size_t slashes = 0;
    for (size_t i = 0; i < path.n; i++)
        if (path.at[i] == '/' && ++slashes == 3)
            return i;
    return path.n;
}

void url_canonical(struct buf *out, str text)
{
    text = str_trim(text);
    struct url url;
    url_split(text, &url);
    if (!url_is_web(text) || url.host.n == 0) {
        buf_add(out, text);
        return;
    }
    bool forge = str_ends_nocase(url.host, STR("github.com")) ||
                 str_ends_nocase(url.host, STR("gitlab.com"));
    str host = url.host, path = url.path;
    if (str_starts_nocase(host, STR("www.")))
        host = str_skip(host, 4);
    if (str_ends(host, STR(".")))
        host.n--;
    add_normalised(out, host, true);
    str standard = str_eq_nocase(url.scheme, STR("http")) ? STR("80") : STR("443");
    if (url.port.n && !str_eq(url.port, standard))
        buf_printf(out, ":%.*s", STR_ARG(url.port));
    while (str_ends(path, STR("/")))
        path.n--;
    if (str_ends_nocase(path, STR(".git")))
        path.n -= 4;
    size_t folded = forge ? repository_length(path) : 0;
    add_normalised(out, str_sub(path, 0, folded), true);
    add_normalised(out, str_skip(path, folded), false);
    add_query(out, url.query, forge);
}
