#include "doc/url.h"

#include "doc/url_judge.h"

static const struct {
    enum url_fault fault;
    bool (*is_faulty)(str text, struct buf *repair);
} judges[] = {
    {URL_QUOTED, url_is_quoted},
    {URL_BARE_ID, url_is_bare_id},
    {URL_LOCAL, url_is_local},
    {URL_START, url_has_stray_start},
    {URL_SCHEME, url_is_misspelt},
    {URL_SLASHES, url_lacks_slashes},
    {URL_NO_SCHEME, url_lacks_scheme},
    {URL_ADDRESS, url_is_address},
    {URL_TWICE, url_is_twice},
    {URL_NO_HOST, url_lacks_host},
    {URL_END, url_has_stray_end},
    {URL_SPACE, url_has_stray_space},
    {URL_REPOSITORY, url_names_impossible_repository},
    {URL_PARENTHESIS, url_is_unbalanced},
    {URL_HOST, url_has_bad_host},
    {URL_PORT, url_has_bad_port},
};

static enum url_fault judge_once(str text, struct buf *repair)
{
    text = str_trim(text);
    for (size_t i = 0; text.n && i < sizeof judges / sizeof *judges; i++)
        if (judges[i].is_faulty(text, repair))
            return judges[i].fault;
    return URL_FINE;
}

enum url_fault url_check(str text, struct buf *repair)
{
    struct buf first = {0}, second = {0};
    enum url_fault fault = judge_once(text, &first), left = fault;
    /* `"htpps://x"` has two faults, each with one reading */
    for (int i = 0; i < 4 && left != URL_FINE && first.n; i++) {
        buf_clear(&second);
        left = judge_once(buf_str(&first), &second);
        if (left != URL_FINE) {
            struct buf swap = first;
            first = second;
            second = swap;
        }
    }
    if (repair) {
        buf_clear(repair);
        if (fault != URL_FINE && left == URL_FINE)
            buf_add(repair, buf_str(&first));
    }
    buf_free(&first);
    buf_free(&second);
    return fault;
}

const char *url_fault_text(enum url_fault fault)
{
    static const char *const texts[URL_FAULT_COUNT] = {
        [URL_FINE] = "",
        [URL_QUOTED] = "has quotation marks around it",
        [URL_START] = "begins with a bracket that is not part of a URL",
        [URL_SCHEME] = "has a misspelt scheme",
        [URL_SLASHES] = "needs \"://\" behind its scheme",
        [URL_TWICE] = "has its scheme twice",
        [URL_NO_SCHEME] = "lacks \"https://\", so it names a file of the repository",
        [URL_BARE_ID] = "is an identifier, not a URL",
        [URL_ADDRESS] = "lacks \"mailto:\", so it names a file of the repository",
        [URL_LOCAL] = "names a file on the computer of whoever wrote it",
        [URL_NO_HOST] = "names no host",
        [URL_HOST] = "has a host name that cannot exist",
        [URL_PORT] = "has a port that is no number up to 65535",
        [URL_SPACE] = "has a space inside",
        [URL_PARENTHESIS] = "has a parenthesis without its partner",
        [URL_REPOSITORY] = "names a repository that GitHub cannot have",
        [URL_END] = "has stray characters at its end",
    };
    return fault >= 0 && fault < URL_FAULT_COUNT ? texts[fault] : "";
}

/* Bytes that no judge looks twice at: letters, digits and what joins them. */
static bool is_plain_byte(char c)
{
    return ascii_is_alnum(c) || c == '-' || c == '.' || c == '_' || c == '/' || c == '=' ||
           c == '?' || c == '&' || c == '#';
}

/* The length of a name of letters, digits and '-' (and '.', '_' where `loose`) at `at`. */
static size_t name_length(str text, size_t at, bool loose)
{
    size_t i = at;
    while (i < text.n && (ascii_is_alnum(text.at[i]) || text.at[i] == '-' ||
                          (loose && (text.at[i] == '.' || text.at[i] == '_'))))
        i++;
    return i - at;
}

bool url_is_plain(str text)
{
    size_t start = str_starts(text, STR("https://")) ? 8 : str_starts(text, STR("http://")) ? 7 : 0;
    size_t host = start ? name_length(text, start, true) : 0;
    size_t path = start + host;
    if (host < 4 || path >= text.n || text.at[path] != '/' || !ascii_is_alnum(text.at[start]) ||
        !ascii_is_alpha(text.at[path - 1]))
        return false;
    bool dot = false;
    for (size_t i = start; i < path; i++) {
        if (text.at[i] == '_' || (text.at[i] == '.' && text.at[i + 1] == '.'))
            return false;
        dot = dot || text.at[i] == '.';
    }
    for (size_t i = path; i < text.n; i++)
        if (!is_plain_byte(text.at[i]))
            return false;
    char last = text.at[text.n - 1];
    if (!dot || !(ascii_is_alnum(last) || last == '/'))
        return false;
    str name = str_sub(text, start, path);
    if (!str_eq(name, STR("github.com")))
        return !str_has(name, STR("git")) && !str_starts(str_skip(text, path), STR("/http"));
    size_t owner = name_length(text, path + 1, false);
    size_t slash = path + 1 + owner;
    size_t repo = slash < text.n && text.at[slash] == '/' ? name_length(text, slash + 1, true) : 0;
    return owner > 0 && owner < 39 && text.at[path + 1] != '-' && repo > 0 && repo < 100;
}
