#include "doc/arxiv_style.h"

#include "doc/arxiv.h"

static const str ORIGINS[] = {
    STR_INIT("https://arxiv.org"),       STR_INIT("http://arxiv.org"),
    STR_INIT("https://www.arxiv.org"),   STR_INIT("http://www.arxiv.org"),
    STR_INIT("http://export.arxiv.org"), STR_INIT("https://export.arxiv.org"),
};
static const str FORMS[] = {STR_INIT("abs"), STR_INIT("pdf"), STR_INIT("html")};

/* Take one of `words` and a slash off the front of `*rest`. */
static bool take(str *rest, const str *words, size_t count, str *out)
{
    for (size_t i = 0; i < count; i++) {
        str word = words[i];
        if (!str_starts_nocase(*rest, word) || rest->n <= word.n || rest->at[word.n] != '/')
            continue;
        *out = str_sub(*rest, 0, word.n);
        *rest = str_skip(*rest, word.n + 1);
        return true;
    }
    return false;
}

static bool is_id_byte(char c)
{
    return ascii_is_alnum(c) || c == '.' || c == '-' || c == '/';
}

bool arxiv_style_parse(str url, struct arxiv_style *out)
{
    str rest = url;
    *out = (struct arxiv_style){0};
    if (!take(&rest, ORIGINS, sizeof ORIGINS / sizeof *ORIGINS, &out->origin) ||
        !take(&rest, FORMS, sizeof FORMS / sizeof *FORMS, &out->form))
        return false;
    if (str_ends_nocase(rest, STR(".pdf")))
        rest.n -= 4;
    for (size_t i = 0; i < rest.n; i++)
        if (!is_id_byte(rest.at[i]))
            return false;
    size_t digits = rest.n;
    while (digits > 0 && ascii_is_digit(rest.at[digits - 1]))
        digits--;
    bool version = digits > 1 && digits < rest.n && rest.at[digits - 1] == 'v' &&
                   ascii_is_digit(rest.at[digits - 2]);
    out->id = version ? str_sub(rest, 0, digits - 1) : rest;
    out->version = version ? str_skip(rest, digits - 1) : (str){NULL, 0};
    /* a slash separates an archive from a number, and begins something else behind a number */
    size_t slash = str_find_char(out->id, '/');
    return out->id.n > 0 && ascii_is_digit(out->id.at[out->id.n - 1]) &&
           (slash == STR_NPOS || ascii_is_alpha(out->id.at[0]));
}

bool arxiv_style_of(const struct document *doc, const struct reference *ref,
                    struct arxiv_style *out)
{
    return ref->arxiv == ARXIV_OK && ref->kind == REF_LINK && arxiv_style_parse(ref->url, out) &&
           str_find_nocase(reference_label(doc, ref), out->form) == STR_NPOS;
}

void arxiv_style_write(struct buf *out, const struct arxiv_style *style)
{
    buf_printf(out, "%.*s/%.*s/%.*s%.*s", STR_ARG(style->origin), STR_ARG(style->form),
               STR_ARG(style->id), STR_ARG(style->version));
}
