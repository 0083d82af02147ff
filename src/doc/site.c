#include "doc/site.h"

/*
 * Read from the front, so what lists link to most comes first. Of the slips of the pen for
 * arxiv.org only letters lost or swapped and wrong ends are listed: one letter more or other is no
 * slip, for ar5iv, alphaxiv and many readers live on such names.
 */
static const struct {
    str host;
    enum site site;
} sites[] = {
    {STR_INIT("github.com"), SITE_GITHUB},
    {STR_INIT("arxiv.org"), SITE_ARXIV},
    {STR_INIT("img.shields.io"), SITE_SHIELDS},
    {STR_INIT("openreview.net"), SITE_OPENREVIEW},
    {STR_INIT("huggingface.co"), SITE_HUGGING_FACE},
    {STR_INIT("doi.org"), SITE_DOI},
    {STR_INIT("aclanthology.org"), SITE_ACL},
    {STR_INIT("dl.acm.org"), SITE_PUBLISHER},
    {STR_INIT("nature.com"), SITE_NATURE},
    {STR_INIT("raw.githubusercontent.com"), SITE_GITHUB_RAW},
    {STR_INIT("link.springer.com"), SITE_PUBLISHER},
    {STR_INIT("dx.doi.org"), SITE_DOI},
    {STR_INIT("aclweb.org"), SITE_ACL},
    {STR_INIT("biorxiv.org"), SITE_BIORXIV},
    {STR_INIT("medrxiv.org"), SITE_BIORXIV},
    {STR_INIT("hf.co"), SITE_HUGGING_FACE},
    {STR_INIT("gitlab.com"), SITE_GITLAB},
    {STR_INIT("bitbucket.org"), SITE_BITBUCKET},
    {STR_INIT("gitee.com"), SITE_GITEE},
    {STR_INIT("codeberg.org"), SITE_CODEBERG},
    {STR_INIT("raw.github.com"), SITE_GITHUB_RAW},
    {STR_INIT("codeload.github.com"), SITE_GITHUB_RAW},
    {STR_INIT("shields.io"), SITE_SHIELDS},
    {STR_INIT("raster.shields.io"), SITE_SHIELDS},
    {STR_INIT("badgen.net"), SITE_BADGEN},
    {STR_INIT("flat.badgen.net"), SITE_BADGEN},
    {STR_INIT("badge.fury.io"), SITE_BADGES},
    {STR_INIT("awesome.re"), SITE_BADGES},
    {STR_INIT("codecov.io"), SITE_BADGES},
    {STR_INIT("coveralls.io"), SITE_BADGES},
    {STR_INIT("travis-ci.org"), SITE_BADGES},
    {STR_INIT("travis-ci.com"), SITE_BADGES},
    {STR_INIT("readthedocs.org"), SITE_BADGES},
    {STR_INIT("komarev.com"), SITE_BADGES},
    {STR_INIT("hits.dwyl.com"), SITE_BADGES},
    {STR_INIT("hits.seeyoufarm.com"), SITE_BADGES},
    {STR_INIT("badges.gitter.im"), SITE_BADGES},
    {STR_INIT("api.star-history.com"), SITE_BADGES},
    {STR_INIT("ar5iv.org"), SITE_AR5IV},
    {STR_INIT("ar5iv.labs.arxiv.org"), SITE_AR5IV},
    {STR_INIT("alphaxiv.org"), SITE_ALPHAXIV},
    {STR_INIT("xxx.lanl.gov"), SITE_ARXIV},
    {STR_INIT("xxx.itp.ac.cn"), SITE_ARXIV},
    {STR_INIT("aclanthology.info"), SITE_ACL},
    {STR_INIT("onlinelibrary.wiley.com"), SITE_PUBLISHER},
    {STR_INIT("science.org"), SITE_PUBLISHER},
    {STR_INIT("pnas.org"), SITE_PUBLISHER},
    {STR_INIT("tandfonline.com"), SITE_PUBLISHER},
    {STR_INIT("journals.sagepub.com"), SITE_PUBLISHER},
    {STR_INIT("pubs.acs.org"), SITE_PUBLISHER},
    {STR_INIT("epubs.siam.org"), SITE_PUBLISHER},
    {STR_INIT("pubsonline.informs.org"), SITE_PUBLISHER},
    {STR_INIT("journals.aps.org"), SITE_PUBLISHER},
    {STR_INIT("axriv.org"), SITE_ARXIV_SLIP},
    {STR_INIT("arvix.org"), SITE_ARXIV_SLIP},
    {STR_INIT("arixv.org"), SITE_ARXIV_SLIP},
    {STR_INIT("raxiv.org"), SITE_ARXIV_SLIP},
    {STR_INIT("arxvi.org"), SITE_ARXIV_SLIP},
    {STR_INIT("arxv.org"), SITE_ARXIV_SLIP},
    {STR_INIT("arxi.org"), SITE_ARXIV_SLIP},
    {STR_INIT("axiv.org"), SITE_ARXIV_SLIP},
    {STR_INIT("ariv.org"), SITE_ARXIV_SLIP},
    {STR_INIT("rxiv.org"), SITE_ARXIV_SLIP},
    {STR_INIT("arxiv.com"), SITE_ARXIV_SLIP},
    {STR_INIT("arxiv.rog"), SITE_ARXIV_SLIP},
    {STR_INIT("arxiv.ogr"), SITE_ARXIV_SLIP},
    {STR_INIT("arxiv.or"), SITE_ARXIV_SLIP},
    {STR_INIT("arxiv.og"), SITE_ARXIV_SLIP},
    {STR_INIT("arxiv.orgs"), SITE_ARXIV_SLIP},
    {STR_INIT("arxiv.ord"), SITE_ARXIV_SLIP},
    {STR_INIT("arxiv.orf"), SITE_ARXIV_SLIP},
    {STR_INIT("arxiv.orgg"), SITE_ARXIV_SLIP},
    {STR_INIT("arxivorg"), SITE_ARXIV_SLIP},
};

enum site site_of(str host)
{
    if (host.n == 0)
        return SITE_NONE;
    if (str_starts_nocase(host, STR("www.")))
        host = str_skip(host, 4);
    for (size_t i = 0; i < sizeof sites / sizeof *sites; i++)
        if (str_eq_nocase(host, sites[i].host))
            return sites[i].site;
    /* export., browse., cn., lanl., web7. and other mirrors */
    return str_ends_nocase(host, STR(".arxiv.org")) ? SITE_ARXIV : SITE_OTHER;
}
