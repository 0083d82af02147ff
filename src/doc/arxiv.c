#include "doc/arxiv.h"

#include "base/buf.h"
#include "base/percent.h"
#include "doc/url.h"

#include <stdio.h>
#include <string.h>

/* Of the routes of one site the first that fits counts. Unjudged ones give NONE, never BAD. */
static const struct route {
    enum site site;
    str prefix;
    enum arxiv_form form;
    bool judged;
} routes[] = {
    {SITE_ARXIV, STR_INIT("/abs"), ARXIV_ABS, true},
    {SITE_ARXIV, STR_INIT("/pdf"), ARXIV_PDF, true},
    {SITE_ARXIV, STR_INIT("/html"), ARXIV_HTML, true},
    {SITE_ARXIV, STR_INIT("/format"), ARXIV_FORMAT, true},
    {SITE_ARXIV, STR_INIT("/src"), ARXIV_SOURCE, false},
    {SITE_ARXIV, STR_INIT("/e-print"), ARXIV_SOURCE, false},
    {SITE_ARXIV, STR_INIT("/ps"), ARXIV_SOURCE, false},
    {SITE_ARXIV, STR_INIT(""), ARXIV_SOURCE, false},
    {SITE_AR5IV, STR_INIT("/abs"), ARXIV_ABS, true},
    {SITE_AR5IV, STR_INIT("/pdf"), ARXIV_PDF, true},
    {SITE_AR5IV, STR_INIT("/html"), ARXIV_HTML, true},
    {SITE_AR5IV, STR_INIT(""), ARXIV_HTML, false},
    {SITE_ALPHAXIV, STR_INIT("/abs"), ARXIV_READER, true},
    {SITE_ALPHAXIV, STR_INIT("/pdf"), ARXIV_READER, true},
    {SITE_ALPHAXIV, STR_INIT("/overview"), ARXIV_READER, true},
    {SITE_HUGGING_FACE, STR_INIT("/papers"), ARXIV_READER, false},
    {SITE_DOI, STR_INIT("/10.48550"), ARXIV_DOI, true},
};

/* The archives that gave ids of the old form, with those since subsumed (arxiv-base, taxonomy). */
static const str archives[] = {
    STR_INIT("acc-phys"), STR_INIT("adap-org"), STR_INIT("alg-geom"), STR_INIT("ao-sci"),
    STR_INIT("astro-ph"), STR_INIT("atom-ph"),  STR_INIT("bayes-an"), STR_INIT("chao-dyn"),
    STR_INIT("chem-ph"),  STR_INIT("cmp-lg"),   STR_INIT("comp-gas"), STR_INIT("cond-mat"),
    STR_INIT("cs"),       STR_INIT("dg-ga"),    STR_INIT("econ"),     STR_INIT("eess"),
    STR_INIT("funct-an"), STR_INIT("gr-qc"),    STR_INIT("hep-ex"),   STR_INIT("hep-lat"),
    STR_INIT("hep-ph"),   STR_INIT("hep-th"),   STR_INIT("math"),     STR_INIT("math-ph"),
    STR_INIT("mtrl-th"),  STR_INIT("nlin"),     STR_INIT("nucl-ex"),  STR_INIT("nucl-th"),
    STR_INIT("patt-sol"), STR_INIT("physics"),  STR_INIT("plasm-ph"), STR_INIT("q-alg"),
    STR_INIT("q-bio"),    STR_INIT("q-fin"),    STR_INIT("quant-ph"), STR_INIT("solv-int"),
    STR_INIT("stat"),     STR_INIT("supr-con"), STR_INIT("test"),
};

static str bare_host(str host)
{
    if (str_starts_nocase(host, STR("www.")))
        host = str_skip(host, 4);
    if (str_ends(host, STR(".")))
        host.n--;
    return host;
}

/* A host that only looks like arXiv's; those that are no more than slips of the pen included. */
static bool is_imitation(const struct url *url, enum site site)
{
    return site == SITE_ARXIV_SLIP || str_starts_nocase(bare_host(url->host), STR("arxiv.org.")) ||
           (url->userinfo.n && str_eq_nocase(url->userinfo, STR("arxiv.org")));
}

/* The route of a path, or NULL; `*rest` becomes what stands behind its prefix. */
static const struct route *find_route(enum site site, str path, str *rest)
{
    for (size_t i = 0; i < sizeof routes / sizeof *routes; i++) {
        if (routes[i].site != site || !str_starts(path, routes[i].prefix))
            continue;
        *rest = str_skip(path, routes[i].prefix.n);
        if (rest->n == 0 || rest->at[0] == '/')
            return &routes[i];
    }
    return NULL;
}

static size_t count_digits(str s)
{
    size_t n = 0;
    while (n < s.n && ascii_is_digit(s.at[n]))
        n++;
    return n;
}

static int to_int(str digits)
{
    uint32_t value = 0;
    return str_to_u32(digits, &value) && value < 1000000 ? (int)value : -1;
}

static bool is_all_zero(str digits)
{
    for (size_t i = 0; i < digits.n; i++)
        if (digits.at[i] != '0')
            return false;
    return true;
}

/* The end of an id: [v1-9][0-9]*, then nothing, or a slash and anything. */
static enum arxiv_fault read_tail(str tail, struct arxiv_ref *ref)
{
    if (tail.n > 1 && ascii_lower(tail.at[0]) == 'v' && ascii_is_digit(tail.at[1])) {
        size_t n = count_digits(str_skip(tail, 1));
        ref->version = to_int(str_sub(tail, 1, 1 + n));
        if (ref->version < 1 || tail.at[1] == '0')
            return ARXIV_FAULT_VERSION;
        tail = str_skip(tail, 1 + n);
    }
    if (tail.n == 0 || tail.at[0] == '/' || tail.at[0] == '#') {
        if (ref->form == ARXIV_HTML && tail.n > 1)
            ref->form = ARXIV_FIGURE;
        return ARXIV_FAULT_NONE;
    }
    return ARXIV_FAULT_GLUED;
}

static enum arxiv_fault read_new_id(str text, struct date today, struct arxiv_ref *ref)
{
    str number = str_skip(text, 5);
    size_t n = count_digits(number);
    if (count_digits(text) != 4 || text.n < 6 || text.at[4] != '.' || n == 0)
        return ARXIV_FAULT_SHAPE;
    int yymm = to_int(str_sub(text, 0, 4)), month = yymm % 100;
    enum arxiv_fault fault = read_tail(str_skip(number, n), ref);
    if (fault != ARXIV_FAULT_NONE)
        return fault;
    if (month < 1 || month > 12)
        return ARXIV_FAULT_MONTH;
    if (yymm < 704)
        return ARXIV_FAULT_EARLY;
    if ((2000 + yymm / 100) * 12 + month > today.year * 12 + today.month + 1)
        return ARXIV_FAULT_FUTURE;
    if (n != (yymm < 1501 ? 4 : 5))
        return ARXIV_FAULT_DIGITS;
    if (is_all_zero(str_sub(number, 0, n)))
        return ARXIV_FAULT_ZERO;
    memcpy(ref->id, text.at, 5 + n); /* the rest is zero: n is 4 or 5 */
    return ARXIV_FAULT_NONE;
}

/* The archive as it is listed ("hepth" is "hep-th" to arXiv), or NULL. */
static const str *find_archive(str name)
{
    for (size_t i = 0; i < sizeof archives / sizeof *archives; i++) {
        size_t dash = str_find_char(archives[i], '-');
        if (str_eq_nocase(name, archives[i]))
            return &archives[i];
        if (dash != STR_NPOS && name.n + 1 == archives[i].n &&
            str_eq_nocase(str_sub(name, 0, dash), str_sub(archives[i], 0, dash)) &&
            str_eq_nocase(str_skip(name, dash), str_skip(archives[i], dash + 1)))
            return &archives[i];
    }
    return NULL;
}

static enum arxiv_fault read_old_id(str text, struct arxiv_ref *ref)
{
    str number = text, category = str_cut(&number, '/'), archive = str_cut(&category, '.');
    size_t n = count_digits(number);
    if (n == 0)
        return ARXIV_FAULT_SHAPE;
    const str *known = find_archive(archive);
    if (!known)
        return ARXIV_FAULT_ARCHIVE;
    enum arxiv_fault fault = read_tail(str_skip(number, n), ref);
    if (fault != ARXIV_FAULT_NONE)
        return fault;
    if (n != 7)
        return ARXIV_FAULT_DIGITS;
    int yymm = to_int(str_sub(number, 0, 4)), month = yymm % 100;
    if (month < 1 || month > 12)
        return ARXIV_FAULT_MONTH;
    if (yymm > 703 && yymm < 9100)
        return ARXIV_FAULT_LATE;
    if (is_all_zero(str_sub(number, 4, 7)))
        return ARXIV_FAULT_ZERO;
    snprintf(ref->id, sizeof ref->id, "%.*s/%.*s", STR_ARG(*known), 7, number.at);
    return ARXIV_FAULT_NONE;
}

static str drop_suffix(str text)
{
    static const str suffixes[] = {STR_INIT(".pdf"), STR_INIT(".ps.gz"), STR_INIT(".ps"),
                                   STR_INIT(".gz")};
    if (text.n && ascii_is_digit(text.at[text.n - 1]))
        return text; /* an id as it should be */
    for (size_t i = 0; i < sizeof suffixes / sizeof *suffixes; i++)
        if (str_ends_nocase(text, suffixes[i]))
            return str_sub(text, 0, text.n - suffixes[i].n);
    return text;
}

static enum arxiv_fault read_id(str text, struct date today, struct arxiv_ref *ref)
{
    text = str_trim(text);
    if (str_ends_nocase(text, STR(".pdf/")))
        text.n--;
    text = str_trim(drop_suffix(text));
    if (str_starts_nocase(text, STR("arxiv:")))
        text = str_trim_left(str_skip(text, 6));
    if (text.n == 0)
        return ARXIV_FAULT_EMPTY;
    if (ascii_is_digit(text.at[0]))
        return read_new_id(text, today, ref);
    return read_old_id(text, ref);
}

/* The id in `rest`, without the file below it: one part, or two in the old form. */
static str id_slice(str rest)
{
    size_t i = 0;
    bool old = rest.n && !ascii_is_digit(rest.at[0]);
    for (; i < rest.n; i++) {
        if (rest.at[i] != '/')
            continue;
        if (!old || i + 1 == rest.n)
            break;
        old = false;
    }
    return drop_suffix(str_sub(rest, 0, i));
}

/* What stands behind the route, without its slash; DOIs have "arXiv." there. */
static bool find_id(const struct route *route, str *rest, enum arxiv_fault *fault)
{
    if (str_starts(*rest, STR("/")))
        *rest = str_skip(*rest, 1);
    if (route->form == ARXIV_DOI) {
        if (!str_starts_nocase(*rest, STR("arxiv.")))
            return false; /* DataCite has others below this prefix */
        *rest = str_skip(*rest, 6);
    }
    while (str_starts(*rest, STR("/"))) {
        *fault = ARXIV_FAULT_SLASHES;
        *rest = str_skip(*rest, 1);
    }
    return true;
}

static enum arxiv_verdict judge(const struct route *route, str rest, struct date today,
                                struct arxiv_ref *ref, enum arxiv_fault *fault)
{
    struct buf decoded = {0};
    enum arxiv_fault slashes = ARXIV_FAULT_NONE;
    if (!find_id(route, &rest, &slashes))
        return ARXIV_NONE;
    ref->form = route->form;
    ref->id_text = id_slice(rest);
    if (str_find_char(rest, '%') != STR_NPOS) {
        percent_decode(&decoded, rest);
        rest = buf_str(&decoded);
    }
    *fault = read_id(rest, today, ref);
    bool digits = rest.n && ascii_is_digit(rest.at[0]);
    bool archive_page = *fault == ARXIV_FAULT_SHAPE && find_archive(str_trim(rest));
    buf_free(&decoded);
    if (*fault == ARXIV_FAULT_NONE && route->judged)
        *fault = slashes;
    if (*fault == ARXIV_FAULT_NONE)
        return ARXIV_OK;
    ref->id[0] = '\0';
    /* huggingface.co/papers/trending is a page, /papers/2413.00001 a mistake */
    bool judged = route->judged || (route->site == SITE_HUGGING_FACE && digits);
    return judged && !archive_page ? ARXIV_BAD : ARXIV_NONE;
}

enum arxiv_verdict arxiv_read(const struct url *url, enum site site, struct date today,
                              struct arxiv_ref *ref, enum arxiv_fault *fault)
{
    str rest;
    *ref = (struct arxiv_ref){0};
    *fault = ARXIV_FAULT_NONE;
    enum url_scheme scheme = url_scheme(url);
    if (!url->has_authority || scheme == SCHEME_OTHER)
        return ARXIV_NONE;
    if (site == SITE_OTHER && str_ends(url->host, STR(".")))
        site = site_of(bare_host(url->host));
    bool imitation = is_imitation(url, site);
    const struct route *route = find_route(imitation ? SITE_ARXIV : site, url->path, &rest);
    if (!route || (imitation && !route->judged))
        return ARXIV_NONE;
    ref->host = url->host;
    enum arxiv_verdict verdict = judge(route, rest, today, ref, fault);
    if (imitation && verdict == ARXIV_OK) {
        ref->id[0] = '\0';
        *fault = ARXIV_FAULT_HOST;
        verdict = ARXIV_BAD;
    } else if (imitation) {
        verdict = ARXIV_NONE; /* whatever it serves, it names no paper */
    }
    if (verdict != ARXIV_BAD)
        *fault = ARXIV_FAULT_NONE;
    if (verdict == ARXIV_NONE)
        *ref = (struct arxiv_ref){0};
    return verdict;
}

enum arxiv_verdict arxiv_parse(str text, struct date today, struct arxiv_ref *ref,
                               enum arxiv_fault *fault)
{
    struct url url;
    url_split(str_trim(text), &url);
    return arxiv_read(&url, site_of(url.host), today, ref, fault);
}

const char *arxiv_fault_text(enum arxiv_fault fault)
{
    static const char *const texts[ARXIV_FAULT_COUNT] = {
        [ARXIV_FAULT_NONE] = "",
        [ARXIV_FAULT_EMPTY] = "is missing",
        [ARXIV_FAULT_SLASHES] = "has two slashes before it",
        [ARXIV_FAULT_SHAPE] = "is not of the form YYMM.NNNNN",
        [ARXIV_FAULT_MONTH] = "names a month that does not exist",
        [ARXIV_FAULT_DIGITS] = "has the wrong number of digits for its year",
        [ARXIV_FAULT_ZERO] = "has the number 0; papers are counted from 1",
        [ARXIV_FAULT_FUTURE] = "lies in the future",
        [ARXIV_FAULT_EARLY] = "is older than this form of id, which began in April 2007",
        [ARXIV_FAULT_LATE] = "is of the old form, which was used from 1991 to March 2007",
        [ARXIV_FAULT_ARCHIVE] = "names an archive that arXiv does not have",
        [ARXIV_FAULT_VERSION] = "has a version that is no number from 1",
        [ARXIV_FAULT_GLUED] = "has other text glued to it",
        [ARXIV_FAULT_HOST] = "stands behind a host that is not arXiv's",
    };
    return fault >= 0 && fault < ARXIV_FAULT_COUNT ? texts[fault] : "";
}
