/*
 * badge: what the URL of a badge's picture says, and whether the badge server can make sense of it.
 */
#ifndef CURLINT_DOC_BADGE_H
#define CURLINT_DOC_BADGE_H

#include "base/buf.h"
#include "doc/forge.h"

enum badge_kind {
    BADGE_NONE,   /* no badge */
    BADGE_STARS,  /* the stars of a repository */
    BADGE_STATIC, /* text chosen by the author */
    BADGE_OTHER,  /* any other: a licence, a build, Colab, awesome.re */
};

enum badge_fault {
    BADGE_FINE,
    BADGE_QUOTED,   /* quotation marks around the URL */
    BADGE_SPACE,    /* a raw space */
    BADGE_TAB,      /* "?tab=...svg?style=": copied from a browser, the rest of the URL is lost */
    BADGE_GLUED,    /* github/starsOWNER/NAME */
    BADGE_NO_OWNER, /* neither owner nor repository */
    BADGE_NO_NAME,  /* an owner, but no repository */
    BADGE_USER,     /* all stars of an owner: a fault where a repository is meant */
    BADGE_NAME,     /* an owner or repository that the forge cannot have */
    BADGE_EXTRA,    /* more behind the repository */
    BADGE_PARTS,    /* not [label-]message-color */
    BADGE_FAULT_COUNT
};

/* All slices of the URL. */
struct badge {
    enum badge_kind kind;
    enum badge_fault fault;
    enum forge forge;          /* of the repository, FORGE_NONE where the badge names none */
    str metric;                /* "stars", "last-commit"; empty unless a badge about a repository */
    str owner, repo;           /* of such a badge, without ".svg" and ".git"; on GitLab the
                                  repository may have groups in front: "sub/name" */
    str label, message, color; /* of a static badge, undecoded; the label may be empty */
    str path, query;
};

/*
 * Read the URL of a picture. Static badges are read by the rules of shields.io
 * (services/static-badge: `((?:[^-]|--)*?)-?((?:[^-]|--)*)-((?:[^-.]|--)+)`), so an apostrophe, a
 * slash or a dot in the message are fine. A stars badge of a user alone may be meant, so whoever
 * knows where it leads decides on BADGE_USER. `out` is always set; returns its kind.
 */
enum badge_kind badge_parse(str url, struct badge *out);
/* The same of a URL without marks around it that was split already, its host of `site`. */
enum badge_kind badge_read(const struct url *url, enum site site, struct badge *out);

/* What is wrong, for a sentence "the badge ..."; static. BADGE_FINE gives "". */
const char *badge_fault_text(enum badge_fault fault);

/*
 * Append the URL put right where the fault of `badge` (read from `url`) has one reading. False,
 * with nothing appended, where it has none.
 */
bool badge_repair(str url, const struct badge *badge, struct buf *out);

/* Whether the badge is about that repository. */
bool badge_is_about(const struct badge *badge, const struct repo_ref *repo);
/* Whether `link` lies in it: the repository, a branch, folder, file or page of it. */
bool badge_is_of(const struct badge *badge, str link);

#endif
