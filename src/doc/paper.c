#include "doc/paper.h"

#include "base/percent.h"

/* Hosts whose paths hold a DOI, and what stands before it. */
static const struct {
    str host, prefix;
} doi_routes[] = {
    {STR_INIT("doi.org"), STR_INIT("/")},
    {STR_INIT("dx.doi.org"), STR_INIT("/")},
    {STR_INIT("dl.acm.org"), STR_INIT("/doi/")},
    {STR_INIT("link.springer.com"), STR_INIT("/article/")},
    {STR_INIT("link.springer.com"), STR_INIT("/chapter/")},
    {STR_INIT("link.springer.com"), STR_INIT("/book/")},
    {STR_INIT("link.springer.com"), STR_INIT("/content/pdf/")},
    {STR_INIT("onlinelibrary.wiley.com"), STR_INIT("/doi/")},
    {STR_INIT("science.org"), STR_INIT("/doi/")},
    {STR_INIT("pnas.org"), STR_INIT("/doi/")},
    {STR_INIT("tandfonline.com"), STR_INIT("/doi/")},
    {STR_INIT("journals.sagepub.com"), STR_INIT("/doi/")},
    {STR_INIT("pubs.acs.org"), STR_INIT("/doi/")},
    {STR_INIT("epubs.siam.org"), STR_INIT("/doi/")},
    {STR_INIT("pubsonline.informs.org"), STR_INIT("/doi/")},
    {STR_INIT("journals.aps.org"), STR_INIT("/abstract/")},
};

/* Below /doi/: what a publisher shows of the paper. */
static const str views[] = {
    STR_INIT("abs/"),  STR_INIT("abstract/"), STR_INIT("full/"),        STR_INIT("fullHtml/"),
    STR_INIT("pdf/"),  STR_INIT("epdf/"),     STR_INIT("pdfdirect/"),   STR_INIT("book/"),
    STR_INIT("epub/"), STR_INIT("reader/"),   STR_INIT("proceedings/"),
};

static const str paper_hosts[] = {
    STR_INIT("arxiv.org"),
    STR_INIT("ar5iv.org"),
    STR_INIT("alphaxiv.org"),
    STR_INIT("doi.org"),
    STR_INIT("openreview.net"),
    STR_INIT("aclanthology.org"),
    STR_INIT("aclweb.org"),
    STR_INIT("proceedings.mlr.press"),
    STR_INIT("papers.nips.cc"),
    STR_INIT("proceedings.neurips.cc"),
    STR_INIT("proceedings.mlsys.org"),
    STR_INIT("proceedings.iclr.cc"),
    STR_INIT("openaccess.thecvf.com"),
    STR_INIT("ecva.net"),
    STR_INIT("ieeexplore.ieee.org"),
    STR_INIT("computer.org"),
    STR_INIT("dl.acm.org"),
    STR_INIT("link.springer.com"),
    STR_INIT("sciencedirect.com"),
    STR_INIT("nature.com"),
    STR_INIT("science.org"),
    STR_INIT("pnas.org"),
    STR_INIT("cell.com"),
    STR_INIT("biorxiv.org"),
    STR_INIT("medrxiv.org"),
    STR_INIT("chemrxiv.org"),
    STR_INIT("techrxiv.org"),
    STR_INIT("preprints.org"),
    STR_INIT("researchsquare.com"),
    STR_INIT("ssrn.com"),
    STR_INIT("semanticscholar.org"),
    STR_INIT("usenix.org"),
    STR_INIT("jmlr.org"),
    STR_INIT("jair.org"),
    STR_INIT("aaai.org"),
    STR_INIT("ijcai.org"),
    STR_INIT("isca-speech.org"),
    STR_INIT("isca-archive.org"),
    STR_INIT("bmva-archive.org.uk"),
    STR_INIT("roboticsproceedings.org"),
    STR_INIT("vldb.org"),
    STR_INIT("ndss-symposium.org"),
    STR_INIT("eprint.iacr.org"),
    STR_INIT("direct.mit.edu"),
    STR_INIT("onlinelibrary.wiley.com"),
    STR_INIT("tandfonline.com"),
    STR_INIT("journals.sagepub.com"),
    STR_INIT("academic.oup.com"),
    STR_INIT("journals.plos.org"),
    STR_INIT("mdpi.com"),
    STR_INIT("frontiersin.org"),
    STR_INIT("iopscience.iop.org"),
    STR_INIT("journals.aps.org"),
    STR_INIT("pubs.acs.org"),
    STR_INIT("epubs.siam.org"),
    STR_INIT("pubmed.ncbi.nlm.nih.gov"),
    STR_INIT("pmc.ncbi.nlm.nih.gov"),
    STR_INIT("hal.science"),
    STR_INIT("hal.archives-ouvertes.fr"),
    STR_INIT("inria.hal.science"),
    STR_INIT("dagstuhl.de"),
    STR_INIT("ceur-ws.org"),
    STR_INIT("osf.io"),
    STR_INIT("paperswithcode.com"),
    STR_INIT("researchgate.net"),
};

static str plain_host(str host)
{
    return str_starts_nocase(host, STR("www.")) ? str_skip(host, 4) : host;
}

static size_t count_digits(str s)
{
    size_t n = 0;
    while (n < s.n && ascii_is_digit(s.at[n]))
        n++;
    return n;
}

static size_t count_alnum(str s)
{
    size_t n = 0;
    while (n < s.n && ascii_is_alnum(s.at[n]))
        n++;
    return n;
}

static str last_part(str path)
{
    while (str_ends(path, STR("/")))
        path.n--;
    size_t slash = str_rfind_char(path, '/');
    return slash == STR_NPOS ? path : str_skip(path, slash + 1);
}

/* Bytes of "v2" at the start of `s`. */
static size_t version_length(str s)
{
    size_t n = s.n && s.at[0] == 'v' ? count_digits(str_skip(s, 1)) : 0;
    return n ? n + 1 : 0;
}

/* The ACL id in "P19-1001v2.pdf", in the old form; empty where there is none. */
static str old_acl_id(str s)
{
    size_t digits = s.n > 4 ? count_digits(str_skip(s, 4)) : 0;
    if (s.n < 8 || !ascii_is_alpha(s.at[0]) || count_digits(str_sub(s, 1, 3)) != 2 ||
        s.at[3] != '-' || digits < 4 || digits > 5)
        return (str){NULL, 0};
    return str_sub(s, 0, 4 + digits);
}

/* "2023.acl-long.1": year, venue, volume, number. */
static str new_acl_id(str s)
{
    if (count_digits(s) != 4 || s.n < 5 || s.at[4] != '.')
        return (str){NULL, 0};
    size_t at = 5, n = count_alnum(str_skip(s, at));
    if (n == 0 || at + n >= s.n || s.at[at + n] != '-')
        return (str){NULL, 0};
    at += n + 1;
    n = count_alnum(str_skip(s, at));
    if (n == 0 || at + n >= s.n || s.at[at + n] != '.')
        return (str){NULL, 0};
    at += n + 1;
    n = count_digits(str_skip(s, at));
    return n ? str_sub(s, 0, at + n) : (str){NULL, 0};
}

static bool add_acl_key(str part, struct buf *out)
{
    str id = old_acl_id(part);
    bool old = id.n > 0;
    if (!old)
        id = new_acl_id(part);
    str tail = str_skip(part, id.n);
    tail = str_skip(tail, version_length(tail));
    if (id.n == 0 || (tail.n && tail.at[0] != '.'))
        return false;
    buf_add(out, STR("acl:"));
    for (size_t i = 0; i < id.n; i++) {
        bool upper = old && i == 0 && id.at[i] >= 'a' && id.at[i] <= 'z';
        buf_add_char(out, upper ? (char)(id.at[i] - 'a' + 'A')
                                : (old ? id.at[i] : ascii_lower(id.at[i])));
    }
    return true;
}

static bool is_openreview_id(str id)
{
    for (size_t i = 0; i < id.n; i++)
        if (!ascii_is_alnum(id.at[i]) && id.at[i] != '-' && id.at[i] != '_')
            return false;
    return id.n >= 6;
}

static bool add_openreview_key(const struct url *url, struct buf *out)
{
    static const str pages[] = {STR_INIT("/forum"), STR_INIT("/pdf"), STR_INIT("/attachment")};
    str path = url->path, query = url->query, name, value;
    if (str_ends(path, STR("/")))
        path.n--;
    for (size_t i = 0; i < sizeof pages / sizeof *pages; i++) {
        if (!str_eq(path, pages[i]))
            continue;
        while (url_next_parameter(&query, &name, &value)) {
            if (!str_eq(name, STR("id")) || !is_openreview_id(value))
                continue;
            buf_printf(out, "openreview:%.*s", STR_ARG(value));
            return true;
        }
    }
    return false;
}

/* "10.1145/..." at the start of `s`. */
static bool is_doi(str s)
{
    if (!str_starts(s, STR("10.")))
        return false;
    size_t n = count_digits(str_skip(s, 3));
    while (n && 3 + n < s.n && s.at[3 + n] == '.') /* 10.1000.10/x has a subdivision */
        n += 1 + count_digits(str_skip(s, 4 + n));
    return n >= 4 && s.n > n + 4 && s.at[3 + n] == '/';
}

/* A publisher's address may go on behind the DOI. */
static str trim_publisher(str doi)
{
    static const str ends[] = {STR_INIT(".pdf"), STR_INIT("/pdf"), STR_INIT("/full"),
                               STR_INIT("/abstract"), STR_INIT("/fulltext.html")};
    for (size_t i = 0; i < sizeof ends / sizeof *ends; i++)
        if (str_ends_nocase(doi, ends[i]))
            return str_sub(doi, 0, doi.n - ends[i].n);
    return doi;
}

static bool add_doi(str doi, bool publisher, struct buf *out)
{
    struct buf decoded = {0};
    percent_decode(&decoded, doi);
    str text = str_trim(buf_str(&decoded));
    while (text.n && str_find_char(STR("/.,;"), text.at[text.n - 1]) != STR_NPOS)
        text.n--;
    if (publisher)
        text = trim_publisher(text);
    bool done = is_doi(text);
    bool acl = str_starts(text, STR("10.18653/v1/")) || str_starts(text, STR("10.3115/v1/"));
    if (done && !(acl && add_acl_key(last_part(text), out))) {
        buf_add(out, STR("doi:"));
        for (size_t i = 0; i < text.n; i++)
            buf_add_char(out, ascii_lower(text.at[i]));
    }
    buf_free(&decoded);
    return done;
}

/* bioRxiv's "/content/10.1101/2023.01.01.123456v2.full.pdf", medRxiv's likewise */
static bool add_biorxiv_key(str path, struct buf *out)
{
    str prefix = STR("/content/");
    if (!str_starts(path, prefix))
        return false;
    str doi = str_skip(path, prefix.n), id = last_part(doi);
    size_t n = 0;
    while (n < id.n && (ascii_is_digit(id.at[n]) ||
                        (id.at[n] == '.' && n + 1 < id.n && ascii_is_digit(id.at[n + 1]))))
        n++;
    return n > 0 && add_doi(str_sub(doi, 0, (size_t)(id.at - doi.at) + n), false, out);
}

static bool add_nature_key(str path, struct buf *out)
{
    str prefix = STR("/articles/");
    if (!str_starts(path, prefix))
        return false;
    str id = str_skip(path, prefix.n);
    while (str_ends(id, STR("/")))
        id.n--;
    if (str_ends(id, STR(".pdf")))
        id.n -= 4;
    if (id.n < 6 || str_find_char(id, '/') != STR_NPOS || str_find_char(id, '%') != STR_NPOS)
        return false;
    buf_add(out, STR("doi:10.1038/"));
    for (size_t i = 0; i < id.n; i++)
        buf_add_char(out, ascii_lower(id.at[i]));
    return true;
}

static bool add_doi_key(str host, str path, struct buf *out)
{
    for (size_t i = 0; i < sizeof doi_routes / sizeof *doi_routes; i++) {
        str prefix = doi_routes[i].prefix;
        if (!str_eq_nocase(host, doi_routes[i].host) || !str_starts(path, prefix))
            continue;
        str rest = str_skip(path, prefix.n);
        bool publisher = prefix.n > 1;
        for (size_t j = 0; publisher && j < sizeof views / sizeof *views; j++)
            if (str_starts(rest, views[j])) {
                rest = str_skip(rest, views[j].n);
                break;
            }
        if (add_doi(rest, publisher, out))
            return true;
    }
    return false;
}

bool paper_read(const struct url *url, enum site site, enum arxiv_verdict verdict,
                const struct arxiv_ref *ref, struct buf *out)
{
    if (verdict == ARXIV_OK) {
        buf_add(out, STR("arxiv:"));
        buf_add(out, str_from(ref->id));
        return true;
    }
    enum url_scheme scheme = url_scheme(url);
    if (verdict != ARXIV_NONE || (scheme != SCHEME_HTTP && scheme != SCHEME_HTTPS))
        return false;
    switch (site) {
    case SITE_OPENREVIEW:
        return add_openreview_key(url, out);
    case SITE_ACL:
        return add_acl_key(last_part(url->path), out);
    case SITE_NATURE:
        return add_nature_key(url->path, out);
    case SITE_BIORXIV:
        return add_biorxiv_key(url->path, out);
    case SITE_DOI:
    case SITE_PUBLISHER:
        return add_doi_key(plain_host(url->host), url->path, out);
    default:
        return false;
    }
}

bool paper_key(str text, struct date today, struct buf *out)
{
    struct arxiv_ref ref;
    enum arxiv_fault fault;
    struct url url;
    url_split(str_trim(text), &url);
    enum site site = site_of(url.host);
    enum arxiv_verdict verdict = arxiv_read(&url, site, today, &ref, &fault);
    bool figure = verdict == ARXIV_OK && ref.form == ARXIV_FIGURE;
    return !figure && paper_read(&url, site, verdict, &ref, out);
}

bool paper_host(str text)
{
    struct url url;
    url_split(str_trim(text), &url);
    for (size_t i = 0; url.has_authority && i < sizeof paper_hosts / sizeof *paper_hosts; i++) {
        str host = paper_hosts[i];
        if (str_eq_nocase(url.host, host))
            return true;
        if (str_ends_nocase(url.host, host) && url.host.at[url.host.n - host.n - 1] == '.')
            return true;
    }
    return false;
}
