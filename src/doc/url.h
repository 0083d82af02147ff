/*
 * url: the parts of a URL, a key for comparing two of them, and the judgement whether one can work.
 *
 * All functions take the destination as a browser gets it: Markdown's escapes and HTML's entities
 * undone, percent-encoding left. Any bytes are allowed.
 */
#ifndef CURLINT_DOC_URL_H
#define CURLINT_DOC_URL_H

#include "base/buf.h"
#include "base/str.h"

/* Slices of the text that was split; what is absent is empty. */
struct url {
    str scheme;   /* without ':' */
    str userinfo; /* without '@' */
    str host;     /* as written; an IPv6 address with its brackets */
    str port;     /* without ':' */
    str path;     /* with its leading '/' */
    str query;    /* without '?' */
    str fragment; /* without '#' */
    bool has_scheme, has_authority;
};

/*
 * RFC 3986, appendix B. Never fails: a colon that no valid scheme precedes belongs to the path, as
 * in a browser.
 */
void url_split(str text, struct url *out);

enum url_scheme {
    SCHEME_NONE, /* a path, a query, a fragment: it leads into the repository */
    SCHEME_HTTP,
    SCHEME_HTTPS,
    SCHEME_PAGE, /* "//host": that by which the page itself came */
    SCHEME_OTHER /* mailto:, ftp:, and "https:x", whose slashes are missing */
};
enum url_scheme url_scheme(const struct url *url);

/*
 * What url_split() found, in six bytes: the lengths of the parts of a URL of the usual form, one
 * without user, port and blanks around it. All zero for any other.
 */
struct url_marks {
    uint8_t scheme, host;
    uint16_t path, query;
};
/* The marks of `text`; `url` is what url_split() made of it once trimmed. */
struct url_marks url_pack(str text, const struct url *url);
/* The same parts from the marks of `text`, without reading it where these are not zero. */
void url_unpack(str text, struct url_marks marks, struct url *out);

/* Whether it starts with http:// or https://, letter case aside. */
bool url_is_web(str text);

/*
 * Append a key that is equal for two web URLs of one page: no scheme, `www.`, user, default port,
 * trailing slash, `.git`, fragment or tracking parameters; host in lower case, and owner and name
 * of a repository too, where the forge ignores case; percent-encoding normalised (RFC 3986 6.2.2).
 * Other targets are appended as they are.
 */
void url_canonical(struct buf *out, str text);

/* The next `name=value` of a query, split at '&'; false at its end. */
bool url_next_parameter(str *query, str *name, str *value);

enum url_fault {
    URL_FINE,
    URL_QUOTED,      /* quotation marks around it */
    URL_START,       /* a bracket in front that belongs to the text */
    URL_SCHEME,      /* htpps://, hhttp:// */
    URL_SLASHES,     /* https:/x, https//x, https:x */
    URL_TWICE,       /* https://https://x */
    URL_NO_SCHEME,   /* github.com/o/r, www.x.org: a browser looks for a file of that name */
    URL_BARE_ID,     /* 2405.18218 or 10.1145/1234 as the whole target */
    URL_ADDRESS,     /* someone@x.org without mailto: */
    URL_LOCAL,       /* file:///home/x, C:\x */
    URL_NO_HOST,     /* https:// */
    URL_HOST,        /* a host that no name server can know: a comma, an empty label */
    URL_PORT,        /* not a number up to 65535 */
    URL_SPACE,       /* a space where none can be right */
    URL_PARENTHESIS, /* one without its partner */
    URL_END,         /* a bracket, quote or comma that belongs to the text behind the link */
    URL_REPOSITORY,  /* github.com/o/r,more: no repository has such a name */
    URL_FAULT_COUNT
};

/*
 * Whether a target cannot work (link/malformed). Silent about all that a browser or GitHub
 * accepts: relative paths, fragments, any scheme that is not a misspelt http, `//host`, unencoded
 * Unicode, spaces within a file's name. URL_NO_SCHEME, URL_BARE_ID and URL_ADDRESS look like paths:
 * whoever knows the repository's files should ask there first. `repair` (may be NULL) is emptied,
 * then filled where the fault has one reading only; the repaired target is itself without fault.
 */
enum url_fault url_check(str text, struct buf *repair);

/*
 * Whether it is an everyday web URL in which url_check() finds nothing, told in one pass over its
 * bytes. False says nothing: then url_check() knows.
 */
bool url_is_plain(str text);

/* What is wrong, for a sentence "the target ..."; static. URL_FINE gives "". */
const char *url_fault_text(enum url_fault fault);

#endif
