#include "doc/url_judge.h"

#include "doc/url.h"

#include <string.h>

/*
 * A browser encodes a space within a file's name, so that one is right. It is wrong in a host,
 * beside a delimiter, doubled, and where the site's names hold none.
 */
static bool is_stray_space(str text, size_t i, size_t path, bool nameless)
{
    if (i < path || nameless || i + 1 >= text.n)
        return true;
    return strchr(" /?#&=.-:", text.at[i - 1]) || strchr(" /?#&=.:", text.at[i + 1]);
}

bool url_has_stray_space(str text, struct buf *repair)
{
    if (!url_is_web(text) || str_find_char(text, ' ') == STR_NPOS)
        return false;
    struct url url;
    url_split(text, &url);
    bool nameless = url_host_is_known(url.host) &&
                    !str_eq_nocase(url.host, STR("img.shields.io")) &&
                    !str_eq_nocase(url.host, STR("raw.githubusercontent.com"));
    size_t path = (size_t)(url.path.at - text.at), spaces = 0;
    bool stray = false;
    for (size_t i = 0; i < text.n; i++) {
        if (text.at[i] != ' ')
            continue;
        spaces++;
        stray = stray || is_stray_space(text, i, path, nameless);
    }
    /* "abs/ 2405.1" has one reading; "o/PAT Pruning" may be a dash, nothing or a lost end */
    size_t i = str_find_char(text, ' ');
    if (stray && spaces == 1 && i >= path && (text.at[i - 1] == '/' || text.at[i + 1] == '/')) {
        buf_add(repair, str_sub(text, 0, i));
        buf_add(repair, str_skip(text, i + 1));
    }
    return stray;
}

/* What kind of parenthesis stands at `i`, encoded or not: 1 opens, -1 closes, 0 is none. */
static int parenthesis_at(str s, size_t i)
{
    if (s.at[i] == '(' || str_starts(str_skip(s, i), STR("%28")))
        return 1;
    return s.at[i] == ')' || str_starts(str_skip(s, i), STR("%29")) ? -1 : 0;
}

bool url_is_unbalanced(str text, struct buf *repair)
{
    struct url url;
    url_split(text, &url);
    /* encodeURIComponent() leaves parentheses alone, so "#:~:text=a)" may be meant */
    if (!url_is_web(text) || url.fragment.n)
        return false;
    int depth = 0;
    for (size_t i = 0; i < text.n; i++)
        depth += parenthesis_at(text, i);
    char last = text.at[text.n - 1];
    if ((last == ')' && depth == -1) || (last == '(' && depth == 1)) {
        buf_add(repair, str_sub(text, 0, text.n - 1));
        return true;
    }
    return depth != 0 && url.query.n == 0;
}

/* Whether the last byte, a closing bracket, has no partner. */
static bool is_lone_bracket(str text)
{
    char last = text.at[text.n - 1], open = last == ']' ? '[' : last == '}' ? '{' : 0;
    if (!open)
        return false;
    long depth = 0;
    for (size_t i = 0; i < text.n; i++)
        depth += text.at[i] == open ? 1 : text.at[i] == last ? -1 : 0;
    return depth < 0;
}

static size_t stray_end(str text)
{
    static const str ends[] = {
        STR_INIT("\""), STR_INIT("`"),  STR_INIT("<"),  STR_INIT(">"),
        STR_INIT("|"),  STR_INIT(","),  STR_INIT("，"), STR_INIT("。"),
        STR_INIT("；"), STR_INIT("、"), STR_INIT("”"),  STR_INIT("’"),
    };
    static const str pairs[][2] = {
        {STR_INIT("）"), STR_INIT("（")},
        {STR_INIT("】"), STR_INIT("【")},
        {STR_INIT("」"), STR_INIT("「")},
        {STR_INIT("》"), STR_INIT("《")},
    };
    if (is_lone_bracket(text))
        return 1;
    for (size_t i = 0; i < sizeof ends / sizeof *ends; i++)
        if (str_ends(text, ends[i]) && str_find(text, ends[i]) == text.n - ends[i].n)
            return ends[i].n;
    for (size_t i = 0; i < sizeof pairs / sizeof *pairs; i++)
        if (str_ends(text, pairs[i][0]) && !str_has(text, pairs[i][1]))
            return pairs[i][0].n;
    return 0;
}

bool url_has_stray_end(str text, struct buf *repair)
{
    if (!url_is_web(text))
        return false;
    if (str_has(text, STR("](http")))
        return true;
    size_t n = stray_end(text);
    if (n)
        buf_add(repair, str_sub(text, 0, text.n - n));
    return n > 0;
}

/* Pages of GitHub's own, whose second part is no repository: /trending/c++ */
static bool is_forge_page(str owner)
{
    static const str pages[] = {
        STR_INIT("trending"), STR_INIT("topics"),   STR_INIT("search"),      STR_INIT("orgs"),
        STR_INIT("sponsors"), STR_INIT("features"), STR_INIT("collections"), STR_INIT("users"),
        STR_INIT("stars"),    STR_INIT("readme"),   STR_INIT("marketplace"), STR_INIT("settings"),
    };
    for (size_t i = 0; i < sizeof pages / sizeof *pages; i++)
        if (str_eq_nocase(owner, pages[i]))
            return true;
    return false;
}

/* Bytes at the start of `s` that GitHub allows in the name of a repository. */
static size_t name_length(str s)
{
    size_t n = 0;
    while (n < s.n && (ascii_is_alnum(s.at[n]) || strchr("-_.", s.at[n])) && s.at[n])
        n++;
    return n;
}

/* GitHub takes a bare address to the next blank, with the full-width comma and what follows. */
static bool is_wide_mark(str s)
{
    static const str marks[] = {STR_INIT("："), STR_INIT("，"), STR_INIT("。"), STR_INIT("；"),
                                STR_INIT("（"), STR_INIT("）"), STR_INIT("、"), STR_INIT("！")};
    for (size_t i = 0; i < sizeof marks / sizeof *marks; i++)
        if (str_starts(s, marks[i]))
            return true;
    return false;
}

bool url_names_impossible_repository(str text, struct buf *repair)
{
    struct url url;
    url_split(text, &url);
    str host = str_starts_nocase(url.host, STR("www.")) ? str_skip(url.host, 4) : url.host;
    if (!url_is_web(text) || !str_eq_nocase(host, STR("github.com")))
        return false;
    str rest = str_skip(url.path, 1), owner = str_cut(&rest, '/'), name = str_cut(&rest, '/');
    if (name.n == 0 || is_forge_page(owner))
        return false;
    while (str_ends(name, STR("%20")))
        name.n -= 3;
    size_t n = name_length(name);
    if (n == name.n && name_length(owner) == owner.n)
        return false;
    if (n && is_wide_mark(str_skip(name, n)) && name_length(owner) == owner.n)
        buf_add(repair, str_sub(text, 0, (size_t)(name.at - text.at) + n));
    return true;
}
