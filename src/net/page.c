#include "net/page.h"

#include "base/percent.h"

bool page_is_html(str content_type)
{
    return content_type.n == 0 || str_starts_nocase(content_type, STR("text/html")) ||
           str_starts_nocase(content_type, STR("application/xhtml"));
}

str page_title(str html)
{
    size_t open = str_find_nocase(html, STR("<title"));
    if (open == STR_NPOS)
        return (str){0};
    str rest = str_skip(html, open);
    size_t end = str_find_char(rest, '>');
    if (end == STR_NPOS)
        return (str){0};
    rest = str_skip(rest, end + 1);
    size_t close = str_find_char(rest, '<');
    return close == STR_NPOS ? (str){0} : str_trim(str_sub(rest, 0, close));
}

bool page_says_missing(str html)
{
    /* A title begins with one of these or is all of it; a paper's own may well hold such words. */
    static const str starts[] = {
        STR_INIT("404 "),
        STR_INIT("404:"),
        STR_INIT("404-"),
        STR_INIT("error 404"),
        STR_INIT("page not found"),
        STR_INIT("page cannot be found"),
        STR_INIT("page doesn't exist"),
        STR_INIT("file not found"),
        STR_INIT("the page cannot be found"),
        STR_INIT("object not found"),
        STR_INIT("repository not found"),
        STR_INIT("site not found"),
        STR_INIT("nothing found"),
    };
    str title = page_title(html);
    if (str_eq(title, STR("404")) || str_eq_nocase(title, STR("not found")))
        return true;
    for (size_t i = 0; i < sizeof starts / sizeof starts[0]; i++)
        if (str_starts_nocase(title, starts[i]))
            return true;
    return str_ends_nocase(title, STR("404 not found")) ||
           str_ends_nocase(title, STR("| page not found")) ||
           str_ends_nocase(title, STR("- page not found"));
}

bool page_is_parking_host(str host)
{
    static const str hosts[] = {
        STR_INIT("sedoparking.com"),
        STR_INIT("parkingcrew.net"),
        STR_INIT("bodis.com"),
        STR_INIT("hugedomains.com"),
        STR_INIT("dan.com"),
        STR_INIT("afternic.com"),
        STR_INIT("undeveloped.com"),
        STR_INIT("parklogic.com"),
        STR_INIT("domainmarket.com"),
        STR_INIT("buydomains.com"),
        STR_INIT("sedo.com"),
        STR_INIT("above.com"),
        STR_INIT("forsale.godaddy.com"),
        STR_INIT("parked-content.godaddy.com"),
        STR_INIT("domainnamesales.com"),
        STR_INIT("uniregistry.com"),
    };
    for (size_t i = 0; i < sizeof hosts / sizeof hosts[0]; i++)
        if (str_ends(host, hosts[i]) &&
            (host.n == hosts[i].n || host.at[host.n - hosts[i].n - 1] == '.'))
            return true;
    /* "ww16.": where such services send a domain's visitors, below the domain itself. Universities
       have "ww2." and "ww3.". */
    return host.n > 5 && str_starts(host, STR("ww")) && ascii_is_digit(host.at[2]) &&
           ascii_is_digit(host.at[3]) && host.at[4] == '.';
}

bool page_is_parked(str html)
{
    static const str signs[] = {
        STR_INIT("data-adblockkey="),
        STR_INIT("sedoparking.com"),
        STR_INIT("parkingcrew.net"),
        STR_INIT("window.park ="),
        STR_INIT("this domain is for sale"),
        STR_INIT("this domain name is for sale"),
        STR_INIT("this domain may be for sale"),
        STR_INIT("buy this domain"),
    };
    for (size_t i = 0; i < sizeof signs / sizeof signs[0]; i++)
        if (str_find_nocase(html, signs[i]) != STR_NPOS)
            return true;
    return false;
}

bool page_fragment_counts(str fragment)
{
    return fragment.n && fragment.at[0] != '/' && fragment.at[0] != '!' &&
           !str_eq_nocase(fragment, STR("top")) && !str_has(fragment, STR(":~:"));
}

/* The value of an attribute whose name ends before `at`; empty where none is there. */
static str attribute_value(str html, size_t at)
{
    while (at < html.n && ascii_is_space(html.at[at]))
        at++;
    if (at >= html.n || html.at[at] != '=')
        return (str){0};
    at++;
    while (at < html.n && ascii_is_space(html.at[at]))
        at++;
    str rest = str_skip(html, at);
    if (!rest.n)
        return rest;
    if (rest.at[0] == '"' || rest.at[0] == '\'') {
        size_t end = str_find_char(str_skip(rest, 1), rest.at[0]);
        return end == STR_NPOS ? (str){0} : str_sub(rest, 1, end + 1);
    }
    size_t end = 0;
    while (end < rest.n && !ascii_is_space(rest.at[end]) && rest.at[end] != '>')
        end++;
    return str_sub(rest, 0, end);
}

/* Whether some attribute `name` has one of the values; as lenient as browsers are with tags. */
static bool has_attribute(str html, str name, const str *values, size_t count)
{
    for (size_t from = 0;;) {
        size_t found = str_find_nocase(str_skip(html, from), name);
        if (found == STR_NPOS)
            return false;
        size_t at = from + found;
        from = at + name.n;
        if (at == 0 || !ascii_is_space(html.at[at - 1]))
            continue;
        str value = attribute_value(html, from);
        for (size_t i = 0; value.n && i < count; i++)
            if (str_eq(value, values[i]))
                return true;
    }
}

bool page_has_place(str html, str fragment)
{
    struct buf decoded = {0}, user = {0};
    percent_decode(&decoded, fragment);
    /* GitHub sets its own prefix before the ids of what a user wrote. */
    buf_add(&user, STR("user-content-"));
    buf_add(&user, buf_str(&decoded));
    const str values[] = {fragment, buf_str(&decoded), buf_str(&user)};
    bool found =
        has_attribute(html, STR("id"), values, 3) || has_attribute(html, STR("name"), values, 3);
    buf_free(&decoded);
    buf_free(&user);
    return found;
}
