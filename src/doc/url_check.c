#include "doc/url.h"

#include "doc/url_judge.h"

static const struct {
    enum url_fault fault;
    bool (*is_faulty)(str text, struct buf *repair);
} judges[] = {
    {URL_QUOTED, url_is_quoted},          {URL_BARE_ID, url_is_bare_id},
    {URL_SCHEME, url_is_misspelt},        {URL_SLASHES, url_lacks_slashes},
    {URL_NO_SCHEME, url_lacks_scheme},    {URL_TWICE, url_is_twice},
    {URL_NO_HOST, url_lacks_host},        {URL_END, url_has_stray_end},
    {URL_SPACE, url_has_stray_space},     {URL_REPOSITORY, url_names_impossible_repository},
    {URL_PARENTHESIS, url_is_unbalanced}, {URL_HOST, url_has_bad_host},
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
        [URL_SCHEME] = "has a misspelt scheme",
        [URL_SLASHES] = "needs \"://\" behind its scheme",
        [URL_TWICE] = "has its scheme twice",
        [URL_NO_SCHEME] = "lacks \"https://\", so it names a file of the repository",
        [URL_BARE_ID] = "is an identifier, not a URL",
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
