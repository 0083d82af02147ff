/*
 * forge: the repository behind a URL, by the shape of the URL alone.
 */
#ifndef CURLINT_DOC_FORGE_H
#define CURLINT_DOC_FORGE_H

#include "doc/site.h"
#include "doc/url.h"

enum forge {
    FORGE_NONE,
    FORGE_GITHUB,
    FORGE_GITLAB,
    FORGE_BITBUCKET,
    FORGE_GITEE,
    FORGE_CODEBERG,
    FORGE_HUGGING_FACE, /* a model; data sets and spaces are the two below */
    FORGE_HUGGING_FACE_DATASET,
    FORGE_HUGGING_FACE_SPACE,
};

/* All slices of the URL. */
struct repo_ref {
    str host;
    str owner; /* on GitLab the first group */
    str name;  /* without ".git"; on GitLab the last group may be in `rest` */
    str rest;  /* path behind the name, with its '/'; empty at the root */
    enum forge forge;
    bool is_root; /* the repository itself, not a file, branch or page of it */
};

/*
 * Whether `url` lies in a repository of a known forge. Pages of the forge itself (/features,
 * /orgs/x, /sponsors/x) and of a user (/x) do not. Reads github.com and its raw hosts, gitlab.com,
 * bitbucket.org, gitee.com, codeberg.org and huggingface.co. `out` is always set.
 */
bool forge_parse(str url, struct repo_ref *out);
/* The same of a URL that was split already, and whose host is of `site`. */
bool forge_read(const struct url *url, enum site site, struct repo_ref *out);
/* The same where forge_read() is known to say true. */
void forge_split(const struct url *url, enum site site, struct repo_ref *out);

/* Whether GitHub can have a repository of that name (39 and 100 characters at most). */
bool forge_name_ok(str owner, str name);

/* The same repository, whatever branch, file or page: forges ignore letter case. */
bool repo_same(const struct repo_ref *a, const struct repo_ref *b);

#endif
