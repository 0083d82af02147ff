/*
 * site: which of the hosts that lists of papers link to a URL's host is. It is looked up once a
 * URL; what else is asked of the URL goes by it.
 */
#ifndef CURLINT_DOC_SITE_H
#define CURLINT_DOC_SITE_H

#include "base/str.h"

enum site {
    SITE_NONE,  /* no host: a path, a fragment, mailto: */
    SITE_OTHER, /* none of those below */

    SITE_ARXIV,      /* and its mirrors */
    SITE_ARXIV_SLIP, /* a slip of the pen for arxiv.org */
    SITE_AR5IV,
    SITE_ALPHAXIV,
    SITE_DOI,
    SITE_OPENREVIEW,
    SITE_ACL,
    SITE_NATURE,
    SITE_BIORXIV,   /* and medRxiv */
    SITE_PUBLISHER, /* one whose paths hold a DOI, doc/paper.h */

    SITE_GITHUB,
    SITE_GITHUB_RAW, /* its files as they are */
    SITE_GITLAB,
    SITE_BITBUCKET,
    SITE_GITEE,
    SITE_CODEBERG,
    SITE_HUGGING_FACE,

    SITE_SHIELDS,
    SITE_BADGEN,
    SITE_BADGES, /* another server that serves only badges */
};

/* The site of a host as url_split() gives it, letter case and a leading "www." aside. */
enum site site_of(str host);

#endif
