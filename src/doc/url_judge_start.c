#include "doc/url_judge.h"

#include "doc/url.h"

#include <string.h>

bool url_host_is_known(str host)
{
    static const str hosts[] = {
        STR_INIT("github.com"),
        STR_INIT("gist.github.com"),
        STR_INIT("gitlab.com"),
        STR_INIT("bitbucket.org"),
        STR_INIT("raw.githubusercontent.com"),
        STR_INIT("arxiv.org"),
        STR_INIT("export.arxiv.org"),
        STR_INIT("ar5iv.labs.arxiv.org"),
        STR_INIT("doi.org"),
        STR_INIT("dx.doi.org"),
        STR_INIT("openreview.net"),
        STR_INIT("aclanthology.org"),
        STR_INIT("proceedings.mlr.press"),
        STR_INIT("papers.nips.cc"),
        STR_INIT("proceedings.neurips.cc"),
        STR_INIT("openaccess.thecvf.com"),
        STR_INIT("ieeexplore.ieee.org"),
        STR_INIT("dl.acm.org"),
        STR_INIT("link.springer.com"),
        STR_INIT("huggingface.co"),
        STR_INIT("youtube.com"),
        STR_INIT("youtu.be"),
        STR_INIT("twitter.com"),
        STR_INIT("medium.com"),
        STR_INIT("drive.google.com"),
        STR_INIT("docs.google.com"),
        STR_INIT("sites.google.com"),
        STR_INIT("scholar.google.com"),
        STR_INIT("colab.research.google.com"),
        STR_INIT("img.shields.io"),
        STR_INIT("zhuanlan.zhihu.com"),
    };
    for (size_t i = 0; i < sizeof hosts / sizeof *hosts; i++)
        if (str_eq_nocase(host, hosts[i]))
            return true;
    return false;
}

static const str quotes[] = {
    STR_INIT("\""), STR_INIT("'"), STR_INIT("`"), STR_INIT("“"),
    STR_INIT("”"),  STR_INIT("‘"), STR_INIT("’"),
};

static str unquote_left(str s)
{
    for (size_t i = 0; i < sizeof quotes / sizeof *quotes; i++)
        if (str_starts(s, quotes[i]))
            return str_skip(s, quotes[i].n);
    return s;
}

static str unquote_right(str s)
{
    for (size_t i = 0; i < sizeof quotes / sizeof *quotes; i++)
        if (str_ends(s, quotes[i]))
            return str_sub(s, 0, s.n - quotes[i].n);
    return s;
}

/* A file may well be called 'a.png': only what is plainly a URL inside is judged. */
bool url_is_quoted(str text, struct buf *repair)
{
    str inside = str_trim(unquote_left(text));
    if (inside.n == text.n || !url_is_web(inside))
        return false;
    buf_add(repair, str_trim(unquote_right(inside)));
    return true;
}

/* Steps of adding, dropping, changing one letter or swapping two; words of at most 8 letters. */
static size_t word_distance(str a, str b)
{
    size_t d[10][10] = {{0}};
    for (size_t i = 0; i <= a.n; i++)
        d[i][0] = i;
    for (size_t j = 0; j <= b.n; j++)
        d[0][j] = j;
    for (size_t i = 1; i <= a.n; i++) {
        for (size_t j = 1; j <= b.n; j++) {
            size_t best = d[i - 1][j - 1] + (a.at[i - 1] != b.at[j - 1]);
            best = d[i - 1][j] + 1 < best ? d[i - 1][j] + 1 : best;
            best = d[i][j - 1] + 1 < best ? d[i][j - 1] + 1 : best;
            if (i > 1 && j > 1 && a.at[i - 1] == b.at[j - 2] && a.at[i - 2] == b.at[j - 1] &&
                d[i - 2][j - 2] + 1 < best)
                best = d[i - 2][j - 2] + 1;
            d[i][j] = best;
        }
    }
    return d[a.n][b.n];
}

/*
 * A misspelt http or https. Two steps are allowed only among its own letters, for rtsp, sftp and
 * the hxxp of defanged addresses are as near.
 */
static bool is_near_http(str scheme)
{
    char lower[8];
    if (scheme.n < 3 || scheme.n > sizeof lower)
        return false;
    size_t own = 0;
    for (size_t i = 0; i < scheme.n; i++) {
        lower[i] = ascii_lower(scheme.at[i]);
        own += strchr("htps", lower[i]) != NULL;
    }
    str word = {lower, scheme.n};
    size_t http = word_distance(word, STR("http")), https = word_distance(word, STR("https"));
    size_t distance = http < https ? http : https;
    return distance > 0 && distance <= (own == scheme.n && scheme.n > 3 ? 2 : 1);
}

bool url_has_stray_start(str text, struct buf *repair)
{
    static const str open[] = {STR_INIT("("), STR_INIT("["), STR_INIT("{"), STR_INIT("<")};
    static const str close[] = {STR_INIT(")"), STR_INIT("]"), STR_INIT("}"), STR_INIT(">")};
    for (size_t i = 0; i < sizeof open / sizeof *open; i++) {
        if (!str_starts(text, open[i]) || !url_is_web(str_skip(text, open[i].n)))
            continue;
        size_t end = str_ends(text, close[i]) ? text.n - close[i].n : text.n;
        buf_add(repair, str_sub(text, open[i].n, end));
        return true;
    }
    return false;
}

bool url_is_misspelt(str text, struct buf *repair)
{
    size_t colon = str_find_char(text, ':');
    if (colon == STR_NPOS || !str_starts(str_skip(text, colon), STR("://")) ||
        !is_near_http(str_sub(text, 0, colon)))
        return false;
    bool secure = colon > 0 && ascii_lower(text.at[colon - 1]) == 's';
    buf_add(repair, secure ? STR("https") : STR("http"));
    buf_add(repair, str_skip(text, colon));
    return true;
}

/* Length of a leading "http" or "https", else 0. */
static size_t http_length(str text)
{
    if (str_starts_nocase(text, STR("https")))
        return 5;
    return str_starts_nocase(text, STR("http")) ? 4 : 0;
}

/* "https://" with its marks mangled: their length, 0 where it is not that. */
static size_t mangled_length(str behind)
{
    static const str marks[] = {
        STR_INIT(": //"), STR_INIT(":/ /"), STR_INIT("://:"), STR_INIT(":://"),
        STR_INIT(";//"),  STR_INIT(".//"),  STR_INIT(",//"),  STR_INIT(" //"),
        STR_INIT("：//"), STR_INIT("//:"),  STR_INIT("//"),
    };
    for (size_t i = 0; i < sizeof marks / sizeof *marks; i++)
        if (str_starts(behind, marks[i]))
            return marks[i].n;
    return 0;
}

/*
 * A browser reads "https:/x" on an https page as the path /x of that page (WHATWG URL, "special
 * relative or authority state").
 */
bool url_lacks_slashes(str text, struct buf *repair)
{
    size_t n = http_length(text);
    str behind = str_skip(text, n);
    /* "https://:x.org" has a colon too many, "https://:80" no host */
    bool colon_twice =
        behind.n > 4 && str_starts(behind, STR("://:")) && ascii_is_alpha(behind.at[4]);
    if (n == 0 || (str_starts(behind, STR("://")) && !colon_twice))
        return false;
    size_t marks = mangled_length(behind);
    if (marks == 0) {
        if (!str_starts(behind, STR(":")))
            return false;
        marks = str_starts(behind, STR(":/")) ? 2 : 1;
    }
    str rest = str_skip(behind, marks);
    if (rest.n && ascii_is_alnum(rest.at[0])) {
        buf_add(repair, str_sub(text, 0, n));
        buf_add(repair, STR("://"));
        buf_add(repair, rest);
    }
    return true;
}

bool url_is_twice(str text, struct buf *repair)
{
    if (!url_is_web(text))
        return false;
    str inner = str_skip(text, http_length(text) + 3);
    size_t n = http_length(inner);
    str behind = str_skip(inner, n);
    if (n == 0 || (!str_starts(behind, STR(":")) && !str_starts(behind, STR("//"))))
        return false;
    buf_add(repair, inner);
    return true;
}

static bool is_host_name(str host)
{
    if (host.n == 0 || host.at[0] == '.' || str_ends(host, STR(".")) || str_has(host, STR("..")))
        return false;
    for (size_t i = 0; i < host.n; i++)
        if (!ascii_is_alnum(host.at[i]) && host.at[i] != '-' && host.at[i] != '.')
            return false;
    return true;
}

/*
 * "x.edu/page" is a host, "node.js/page", "asp.net/page" and "notes.org" are files. A page that
 * ends in .md may be a copy of a site kept in the repository.
 */
static bool is_host_with_path(str host, str rest)
{
    static const str ends[] = {STR_INIT(".com"), STR_INIT(".org"), STR_INIT(".edu"),
                               STR_INIT(".github.io")};
    if (rest.n < 2 || rest.at[0] != '/' || str_ends_nocase(rest, STR(".md")))
        return false;
    for (size_t i = 0; i < sizeof ends / sizeof *ends; i++)
        if (str_ends_nocase(host, ends[i]) && host.n > ends[i].n)
            return true;
    return false;
}

bool url_lacks_scheme(str text, struct buf *repair)
{
    str ssh = STR("git@");
    if (str_starts(text, ssh)) {
        str rest = str_skip(text, ssh.n), host = str_cut(&rest, ':');
        if (!is_host_name(host) || rest.n == 0)
            return false;
        buf_printf(repair, "https://%.*s/%.*s", STR_ARG(host), STR_ARG(rest));
        return true;
    }
    size_t end = 0;
    while (end < text.n && text.at[end] != '/' && text.at[end] != '?' && text.at[end] != '#')
        end++;
    str host = str_sub(text, 0, end), rest = str_skip(text, end);
    if (!is_host_name(host) || str_has(text, STR("://")))
        return false;
    bool www =
        str_starts_nocase(host, STR("www.")) && str_find_char(str_skip(host, 4), '.') != STR_NPOS;
    if (!www && !url_host_is_known(host) && !is_host_with_path(host, rest))
        return false;
    buf_printf(repair, "https://%.*s", STR_ARG(text));
    return true;
}

static size_t digits(str s)
{
    size_t n = 0;
    while (n < s.n && ascii_is_digit(s.at[n]))
        n++;
    return n;
}

static bool is_bare_arxiv(str text)
{
    uint32_t month;
    if (digits(text) != 4 || !str_to_u32(str_sub(text, 2, 4), &month) || month < 1 || month > 12 ||
        text.n < 9 || text.at[4] != '.')
        return false;
    str behind = str_skip(text, 5);
    size_t n = digits(behind);
    str version = str_skip(behind, n);
    if (n != 4 && n != 5)
        return false;
    return version.n == 0 ||
           (version.at[0] == 'v' && version.n > 1 && digits(str_skip(version, 1)) == version.n - 1);
}

static bool is_bare_doi(str text)
{
    if (!str_starts(text, STR("10.")))
        return false;
    size_t n = digits(str_skip(text, 3));
    return n >= 4 && n <= 9 && text.n > n + 4 && text.at[3 + n] == '/';
}

static str behind_prefix(str text, str prefix)
{
    return str_starts_nocase(text, prefix) ? str_trim_left(str_skip(text, prefix.n)) : text;
}

bool url_is_bare_id(str text, struct buf *repair)
{
    str paper = behind_prefix(text, STR("arxiv:")), doi = behind_prefix(text, STR("doi:"));
    if (is_bare_arxiv(paper))
        buf_printf(repair, "https://arxiv.org/abs/%.*s", STR_ARG(paper));
    else if (is_bare_doi(doi))
        buf_printf(repair, "https://doi.org/%.*s", STR_ARG(doi));
    else
        return false;
    return true;
}

/* "file:///home/x.pdf", "C:\papers\x.pdf" */
bool url_is_local(str text, struct buf *repair)
{
    (void)repair;
    bool drive = text.n > 3 && ascii_is_alpha(text.at[0]) && text.at[1] == ':' &&
                 (text.at[2] == '\\' || text.at[2] == '/');
    return drive || str_starts_nocase(text, STR("file:/"));
}

/* "someone@x.org" and nothing more */
bool url_is_address(str text, struct buf *repair)
{
    size_t at = str_find_char(text, '@');
    if (at == STR_NPOS || at == 0)
        return false;
    for (size_t i = 0; i < at; i++)
        if (!ascii_is_alnum(text.at[i]) && !strchr("._%+-", text.at[i]))
            return false;
    str host = str_skip(text, at + 1);
    size_t dot = str_rfind_char(host, '.');
    if (!is_host_name(host) || dot == STR_NPOS || host.n - dot < 3)
        return false;
    for (size_t i = dot + 1; i < host.n; i++)
        if (!ascii_is_alpha(host.at[i]))
            return false;
    buf_printf(repair, "mailto:%.*s", STR_ARG(text));
    return true;
}

bool url_lacks_host(str text, struct buf *repair)
{
    struct url url;
    url_split(text, &url);
    if (!url_is_web(text) || url.host.n)
        return false;
    str rest = url.path;
    while (rest.n && rest.at[0] == '/')
        rest = str_skip(rest, 1);
    if (rest.n && rest.n < url.path.n && ascii_is_alnum(rest.at[0]) && url.port.n == 0) {
        str tail = str_skip(text, (size_t)(rest.at - text.at));
        buf_printf(repair, "%.*s://%.*s", STR_ARG(url.scheme), STR_ARG(tail));
    }
    return true;
}

/* No name server knows a name with an empty label or with ASCII other than these. */
bool url_has_bad_host(str text, struct buf *repair)
{
    (void)repair;
    struct url url;
    url_split(text, &url);
    if (!url_is_web(text) || url.host.at[0] == '[')
        return false;
    if (url.host.at[0] == '.' || str_has(url.host, STR("..")))
        return true;
    for (size_t i = 0; i < url.host.n; i++) {
        char c = url.host.at[i];
        if ((unsigned char)c < 0x80 && !ascii_is_alnum(c) && !strchr("-._% ", c))
            return true;
    }
    return false;
}

bool url_has_bad_port(str text, struct buf *repair)
{
    (void)repair;
    struct url url;
    uint32_t port;
    url_split(text, &url);
    return url_is_web(text) && url.port.n && (!str_to_u32(url.port, &port) || port > 65535);
}
