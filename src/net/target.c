#include "net/target.h"

#include "net/idna.h"
#include "net/libcurl.h"

enum { URL_BYTES = 16 * 1024 };

str target_fragment(str url)
{
    size_t mark = str_find_char(url, '#');
    return mark == STR_NPOS ? (str){0} : str_skip(url, mark + 1);
}

/* Start and end of "host", "user@host" or "host:port"; both the URL's length where it has none. */
static void find_authority(str url, size_t *start, size_t *end)
{
    size_t slashes = str_find(url, STR("//"));
    size_t path = 0;
    while (path < url.n && !(url.at[path] == '/' || url.at[path] == '?' || url.at[path] == '#'))
        path++;
    *start = *end = url.n;
    if (slashes == STR_NPOS || slashes != path)
        return;
    *start = slashes + 2;
    for (*end = *start; *end < url.n; (*end)++)
        if (url.at[*end] == '/' || url.at[*end] == '?' || url.at[*end] == '#' ||
            url.at[*end] == '\\')
            return;
}

str target_path(str url)
{
    size_t start, end;
    find_authority(url, &start, &end);
    str path = str_skip(url, end);
    size_t query = str_find_char(path, '?');
    return query == STR_NPOS ? path : str_sub(path, 0, query);
}

void target_mask(struct buf *out, str url)
{
    size_t start, end;
    find_authority(url, &start, &end);
    size_t at = str_rfind_char(str_sub(url, start, end), '@');
    if (at == STR_NPOS) {
        buf_add(out, url);
        return;
    }
    buf_add(out, str_sub(url, 0, start));
    buf_add(out, STR("***"));
    buf_add(out, str_skip(url, start + at));
}

/* Whether it begins with a scheme that is neither http nor https. */
static bool has_other_scheme(str url)
{
    size_t n = 0;
    while (n < url.n && (ascii_is_alnum(url.at[n]) || str_has(STR("+-."), str_sub(url, n, n + 1))))
        n++;
    str scheme = str_sub(url, 0, n);
    return n > 0 && n < url.n && url.at[n] == ':' && ascii_is_alpha(url.at[0]) &&
           !str_eq_nocase(scheme, STR("http")) && !str_eq_nocase(scheme, STR("https"));
}

/* Append `url` without its fragment, with what no request line may hold percent-encoded. */
static bool add_encoded(struct buf *out, str url)
{
    size_t start, end;
    size_t mark = str_find_char(url, '#');
    if (mark != STR_NPOS)
        url = str_sub(url, 0, mark);
    find_authority(url, &start, &end);
    for (size_t i = 0; i < url.n; i++) {
        unsigned char c = (unsigned char)url.at[i];
        bool in_authority = i >= start && i < end;
        if (c == '\0' || (in_authority && c <= ' '))
            return false;
        if (c == '\t' || c == '\r' || c == '\n')
            continue; /* a URL that was broken over lines */
        if (!in_authority && (c <= ' ' || c >= 127))
            buf_printf(out, "%%%02X", c);
        else
            buf_add_char(out, (char)c);
    }
    buf_add_char(out, '\0');
    return true;
}

/* The host in lower case and ASCII, checked for bytes that no name has. */
static bool add_host(struct buf *out, const char *host)
{
    str name = str_from(host);
    if (str_starts(name, STR("[")) && str_ends(name, STR("]")))
        name = str_sub(name, 1, name.n - 1);
    if (name.n > 1 && str_ends(name, STR(".")))
        name.n--;
    if (!idna_to_ascii(out, name))
        return false;
    for (size_t i = 0; i < out->n; i++)
        if (!ascii_is_alnum(out->at[i]) && !str_has(STR("-._~:"), (str){&out->at[i], 1}))
            return false;
    return out->n > 0;
}

/* Set from the parser what it found. */
static enum target_fault take(const struct libcurl *curl, struct target *out, CURLU *parser)
{
    char *scheme = NULL, *user = NULL, *password = NULL, *host = NULL, *port = NULL, *path = NULL,
         *query = NULL, *url = NULL;
    enum target_fault fault = TARGET_MALFORMED;
    curl->url_get(parser, CURLUPART_USER, &user, 0);
    curl->url_get(parser, CURLUPART_PASSWORD, &password, 0);
    curl->url_get(parser, CURLUPART_QUERY, &query, 0);
    if (curl->url_get(parser, CURLUPART_SCHEME, &scheme, 0) || !scheme)
        goto out;
    out->tls = str_eq(str_from(scheme), STR("https"));
    if (!out->tls && !str_eq(str_from(scheme), STR("http"))) {
        fault = TARGET_SCHEME;
        goto out;
    }
    if (user || password) {
        fault = TARGET_CREDENTIALS;
        goto out;
    }
    uint32_t number;
    if (curl->url_get(parser, CURLUPART_HOST, &host, 0) || !add_host(&out->host, host) ||
        curl->url_get(parser, CURLUPART_PORT, &port, CURLU_DEFAULT_PORT) ||
        !str_to_u32(str_from(port), &number) || number == 0 || number > 65535 ||
        curl->url_get(parser, CURLUPART_PATH, &path, 0))
        goto out;
    out->port = number;
    out->home = str_eq(str_from(path), STR("/")) && !query;
    buf_clear(&out->url);
    buf_add_char(&out->host, '\0');
    bool bracketed = str_find_char(str_from(out->host.at), ':') != STR_NPOS;
    struct buf name = {0};
    buf_printf(&name, bracketed ? "[%s]" : "%s", out->host.at);
    buf_add_char(&name, '\0');
    out->host.n--;
    if (!curl->url_set(parser, CURLUPART_HOST, name.at, 0) &&
        !curl->url_get(parser, CURLUPART_URL, &url, CURLU_NO_DEFAULT_PORT)) {
        buf_printf(&out->url, "%s", url);
        buf_add_char(&out->url, '\0');
        out->url.n--;
        fault = TARGET_FINE;
    }
    buf_free(&name);
out:
    curl->free(scheme);
    curl->free(user);
    curl->free(password);
    curl->free(host);
    curl->free(port);
    curl->free(path);
    curl->free(query);
    curl->free(url);
    return fault;
}

static enum target_fault read_once(const struct libcurl *curl, struct target *out, str url,
                                   str base)
{
    *out = (struct target){0};
    enum target_fault fault = TARGET_MALFORMED;
    struct buf text = {0}, from = {0};
    CURLU *parser = curl->url();
    bool fine = parser && url.n <= URL_BYTES && add_encoded(&text, url);
    if (fine && base.n) {
        buf_add(&from, base);
        buf_add_char(&from, '\0');
        fine = curl->url_set(parser, CURLUPART_URL, from.at, 0) == CURLUE_OK;
    }
    if (fine && curl->url_set(parser, CURLUPART_URL, text.at, 0) == CURLUE_OK)
        fault = take(curl, out, parser);
    curl->url_cleanup(parser);
    buf_free(&text);
    buf_free(&from);
    if (fault != TARGET_FINE)
        target_free(out);
    return fault;
}

enum target_fault target_read(const struct libcurl *curl, struct target *out, str url, str base)
{
    url = str_trim(url);
    *out = (struct target){0};
    if (has_other_scheme(url))
        return TARGET_SCHEME;
    enum target_fault fault = read_once(curl, out, url, base);
    if (fault != TARGET_FINE || str_eq(buf_str(&out->url), url))
        return fault;
    /* As libcurl will read it: without its last dot "http://2130706433./" is an address. */
    struct target first = *out;
    fault = read_once(curl, out, buf_str(&first.url), (str){0});
    target_free(&first);
    return fault;
}

void target_free(struct target *target)
{
    buf_free(&target->url);
    buf_free(&target->host);
    *target = (struct target){0};
}

bool target_host_is_below(str host, str parent)
{
    return str_ends_nocase(host, parent) &&
           (host.n == parent.n || host.at[host.n - parent.n - 1] == '.');
}
