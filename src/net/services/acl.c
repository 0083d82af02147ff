#include "net/service.h"

/*
 * The ACL Anthology had other hosts before; what is there has been broken for months at a time
 * (acl-anthology issues 1711, 7462). The id stands in the URL, and says where the page is now.
 */

/* "P19-1001", "2023.acl-long.1", "W06-2920": letters, digits, '.' and '-' with a digit in it. */
static bool is_id(str id)
{
    bool digit = false;
    for (size_t i = 0; i < id.n; i++) {
        if (!ascii_is_alnum(id.at[i]) && id.at[i] != '-' && id.at[i] != '.' && id.at[i] != '_')
            return false;
        digit = digit || ascii_is_digit(id.at[i]);
    }
    return digit && id.n >= 8 && id.n <= 60;
}

/* The last part of "papers/P/P19/P19-1001", "P19-1001.pdf", "W/W06/W06-2920.pdf". */
static bool rewrite(const struct service_url *url, struct buf *out)
{
    str rest = url->rest;
    if (str_ends(rest, STR("/")))
        rest.n--;
    size_t slash = str_rfind_char(rest, '/');
    str id = slash == STR_NPOS ? rest : str_skip(rest, slash + 1);
    bool pdf = str_ends_nocase(id, STR(".pdf"));
    if (pdf)
        id.n -= 4;
    if (!is_id(id))
        return false;
    buf_printf(out, pdf ? "https://aclanthology.org/%.*s.pdf" : "https://aclanthology.org/%.*s/",
               STR_ARG(id));
    return true;
}

static const struct service_pattern patterns[] = {
    {"aclweb.org", "/anthology/", 0},
    {"anthology.aclweb.org", "/", 0},
    {"aclanthology.info", "/", 0},
    {"aclanthology.coli.uni-saarland.de", "/", 0},
    {NULL, NULL, 0},
};

const struct service service_acl = {
    .name = "acl",
    .site = "aclanthology.org",
    .patterns = patterns,
    .rewrite = rewrite,
};
