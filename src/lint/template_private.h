/*
 * template_private: a compiled template. Private to src/lint.
 *
 *   template_text.c   the text as pieces and parts
 *   template.c        patterns, and what the template is for
 *   template_match.c  badges compared with it
 */
#ifndef CURLINT_LINT_TEMPLATE_PRIVATE_H
#define CURLINT_LINT_TEMPLATE_PRIVATE_H

#include "lint/template.h"
#include "lint/template_text.h"

#define PCRE2_CODE_UNIT_WIDTH 8
#include <pcre2.h>

/* What a badge is compared with: all of it, or one piece to read parts from. */
enum scope { SCOPE_WHOLE, SCOPE_URL, SCOPE_LINK, SCOPE_ALT, SCOPE_COUNT };

enum template_kind { KIND_STARS, KIND_STATIC, KIND_OTHER };

struct template
{
    const struct badge_form *form; /* borrowed */
    struct template_text text;     /* of all of it */
    enum template_kind kind;
    enum forge forge;        /* KIND_STARS */
    struct buf label, alt;   /* KIND_STATIC: literal; empty where they are parts */
    bool any_label, any_alt; /* KIND_STATIC: they are parts */
    struct buf prefix;       /* KIND_OTHER: of the picture's URL */
    bool wrapped;
    bool leads_home;                /* KIND_STARS: the link is that of the repository */
    str scopes[SCOPE_COUNT];        /* of the form's text; empty where it has none */
    pcre2_code *codes[SCOPE_COUNT]; /* NULL where the scope holds no part */
    pcre2_match_data *data;
    pcre2_match_context *limits;
    pcre2_compile_context *compiling;
    pcre2_general_context *memory;
};

/* The pattern that the list gives a part; NULL where it gives none. */
const struct part_form *template_own_pattern(const struct template *template, str name);

#endif
