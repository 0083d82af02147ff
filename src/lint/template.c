#include "lint/template.h"

#include "base/mem.h"
#include "doc/url.h"
#include "lint/template_private.h"

/* Of one comparison. An everyday template takes some hundred steps and no memory of its own. */
enum { STEPS_MAX = 20000, HEAP_KIB_MAX = 1024 };
/* Of a pattern: bytes of a part's own, bytes of all, parentheses inside each other. */
enum { OWN_MAX = 500, PATTERN_MAX = 32768, NESTING_MAX = 50 };

static void *take(size_t size, void *self)
{
    (void)self;
    return mem_alloc(size, 1);
}

static void give_back(void *p, void *self)
{
    (void)self;
    mem_free(p);
}

/* The pattern of a part that the list gives none. */
static const char *pattern_of(const struct template_part *part)
{
    static const char *const patterns[] = {
        [PART_OWNER] = "[A-Za-z0-9][A-Za-z0-9_-]{0,38}",
        [PART_REPO] = "[A-Za-z0-9._-]{1,100}(?<!\\.svg|\\.png|\\.gif|\\.jpg|\\.git|\\.json)",
        [PART_VENUE] = "(?:[^-'\"()\\[\\]<>?#\\s]|--)+?(?<![_ ])(?<!%20)(?<!--)",
        [PART_YEAR] = "[0-9]{4}",
        [PART_NOTE] = "(?:(?:%20|_)(?:[^-\"()\\[\\]<>?#\\s]|--)*)?",
        [PART_TEXT] = "[^()\\[\\]<>\"\\s?#]+?",
        [PART_OTHER] = "[^()\\[\\]<>\"\\s]+?",
    };
    return part->kind == PART_YEAR && part->apostrophe ? "[0-9]{2}" : patterns[part->kind];
}

const struct part_form *template_own_pattern(const struct template *template, str name)
{
    for (size_t i = 0; i < template->form->part_count; i++)
        if (str_eq(template->form->parts[i].name, name))
            return &template->form->parts[i];
    return NULL;
}

/* Patterns. */

enum {
    OPTIONS = PCRE2_UTF | PCRE2_MATCH_INVALID_UTF | PCRE2_NO_AUTO_CAPTURE | PCRE2_DOLLAR_ENDONLY
};

/* NULL where PCRE2 refuses the pattern; `err` says why, `offset` is of the byte. */
static pcre2_code *compile(const struct template *template, str pattern, uint32_t options,
                           size_t *offset, struct err *err)
{
    int error = 0;
    pcre2_code *code = pcre2_compile((PCRE2_SPTR)(pattern.n ? pattern.at : ""), pattern.n,
                                     OPTIONS | options, &error, offset, template->compiling);
    if (!code) {
        PCRE2_UCHAR text[128];
        pcre2_get_error_message(error, text, sizeof text);
        err_set(err, "%s", (const char *)text);
    }
    return code;
}

/* A pattern on its own, so that an error names its own bytes and it ends where it seems to. */
static enum rc check_pattern(const struct template *template, const struct part_form *part,
                             struct err *err)
{
    struct err why;
    uint32_t names = 0;
    size_t offset = 0;
    if (part->pattern.n == 0)
        return err_set(err, "the pattern of \"%.*s\" is empty: leave it out", STR_ARG(part->name));
    if (part->pattern.n > OWN_MAX)
        return err_set(err, "the pattern of \"%.*s\" is longer than %d bytes", STR_ARG(part->name),
                       OWN_MAX);
    pcre2_code *code = compile(template, part->pattern, 0, &offset, &why);
    if (!code)
        return err_set(err, "the pattern of \"%.*s\" is not valid: %s at byte %zu",
                       STR_ARG(part->name), why.text, offset + 1);
    pcre2_pattern_info(code, PCRE2_INFO_NAMECOUNT, &names);
    pcre2_code_free(code);
    if (names > 0)
        return err_set(err, "the pattern of \"%.*s\" names a group: write (…) without a name",
                       STR_ARG(part->name));
    return RC_OK;
}

static enum rc check_patterns(const struct template *template, size_t *at, struct err *err)
{
    for (*at = 0; *at < template->form->part_count; ++*at) {
        const struct part_form *part = &template->form->parts[*at];
        if (template_text_part(&template->text, part->name) == UINT32_MAX) {
            struct buf parts = {0};
            for (size_t i = 0; i < template->text.parts.n; i++)
                buf_printf(&parts, "%s{%.*s}", i == 0 ? "" : ", ",
                           STR_ARG(template->text.parts.at[i].name));
            enum rc rc = err_set(err, "the template has no part {%.*s}: it has %.*s",
                                 STR_ARG(part->name), STR_ARG(buf_str(&parts)));
            buf_free(&parts);
            return rc;
        }
        enum rc rc = check_pattern(template, part, err);
        if (rc != RC_OK)
            return rc;
    }
    *at = SIZE_MAX;
    return RC_OK;
}

static void add_quoted(struct buf *out, str literal)
{
    struct buf plain = {0};
    template_add_literal(&plain, literal);
    for (size_t i = 0; i < plain.n; i++) {
        if (ascii_is_punct(plain.at[i]) || plain.at[i] == ' ')
            buf_add_char(out, '\\');
        buf_add_char(out, plain.at[i]);
    }
    buf_free(&plain);
}

/* The pattern of a scope: its parts are groups p0, p1, … by their numbers in the template. */
static void write_pattern(const struct template *template, const struct template_text *scope,
                          struct buf *out)
{
    bool seen[PARTS_MAX + 1] = {false};
    for (size_t i = 0; i < scope->pieces.n; i++) {
        const struct template_piece *piece = &scope->pieces.at[i];
        if (piece->part == UINT32_MAX) {
            add_quoted(out, piece->literal);
            continue;
        }
        const struct template_part *part = &scope->parts.at[piece->part];
        uint32_t number = template_text_part(&template->text, part->name);
        const struct part_form *own = template_own_pattern(template, part->name);
        bool repository = part->kind == PART_OWNER || part->kind == PART_REPO;
        if (seen[piece->part])
            buf_printf(out, repository ? "(?i:\\k<p%u>)" : "\\k<p%u>", number);
        else if (own)
            buf_printf(out, "(?<p%u>%.*s)", number, STR_ARG(own->pattern));
        else
            buf_printf(out, "(?<p%u>%s)", number, pattern_of(&template->text.parts.at[number]));
        seen[piece->part] = true;
    }
}

static enum rc compile_scope(struct template *template, enum scope scope, struct err *err)
{
    struct template_text pieces = {0};
    struct buf pattern = {0};
    struct err why;
    size_t offset = 0;
    enum rc rc = template_text_read(template->scopes[scope], &pieces, err);
    if (rc == RC_OK && pieces.parts.n > 0) {
        write_pattern(template, &pieces, &pattern);
        template->codes[scope] =
            compile(template, buf_str(&pattern), PCRE2_ANCHORED | PCRE2_ENDANCHORED, &offset, &why);
        if (!template->codes[scope])
            rc = err_set(err, "the patterns of its parts do not fit together: %s", why.text);
    }
    template_text_free(&pieces);
    buf_free(&pattern);
    return rc;
}

/* What the template is for. */

static enum rc not_a_badge(struct err *err)
{
    return err_set(err, "the template is not the Markdown of a badge: write ![text](picture) or "
                        "[![text](picture)](link)");
}

/* Cut the text into the scopes. Names of parts hold no bracket. */
static enum rc split(struct template *template, struct err *err)
{
    str text = template->form->template;
    template->wrapped = str_starts(text, STR("[!["));
    size_t alt = template->wrapped ? 3 : 2, url, link;
    size_t alt_end = str_find(str_skip(text, alt), STR("]("));
    if (!str_starts(text, template->wrapped ? STR("[![") : STR("![")) || alt_end == STR_NPOS)
        return not_a_badge(err);
    url = alt + alt_end + 2;
    size_t url_end = str_find_char(str_skip(text, url), ')');
    if (url_end == STR_NPOS)
        return not_a_badge(err);
    link = url + url_end + 1 + (template->wrapped ? 2 : 0);
    template->scopes[SCOPE_WHOLE] = text;
    template->scopes[SCOPE_ALT] = str_sub(text, alt, alt + alt_end);
    template->scopes[SCOPE_URL] = str_sub(text, url, url + url_end);
    if (template->wrapped)
        template->scopes[SCOPE_LINK] = str_sub(text, link, text.n - 1);
    return RC_OK;
}

/* The template with something in its parts, in two ways: what is equal in both is literal. */
static void write_sample(const struct template *template, unsigned way, struct buf *out)
{
    static const str samples[PART_OTHER + 1][2] = {
        [PART_OWNER] = {STR_INIT("alpha"), STR_INIT("bravo")},
        [PART_REPO] = {STR_INIT("golf"), STR_INIT("hotel")},
        [PART_VENUE] = {STR_INIT("ICML"), STR_INIT("ACL")},
        [PART_YEAR] = {STR_INIT("2023"), STR_INIT("2024")},
        [PART_NOTE] = {STR_INIT("%20Oral"), STR_INIT("%20Oral")},
        [PART_TEXT] = {STR_INIT("three"), STR_INIT("four")},
        [PART_OTHER] = {STR_INIT("one"), STR_INIT("two")},
    };
    VEC(str) values = {0};
    for (size_t i = 0; i < template->text.parts.n; i++)
        vec_push(&values, samples[template->text.parts.at[i].kind][way]);
    template_text_fill(&template->text, values.at, out);
    vec_free(&values);
}

/* Whether nothing is known of a part but its name: then a sample says little. */
static bool has_strange_part(const struct template *template)
{
    for (size_t i = 0; i < template->text.parts.n; i++)
        if (template->text.parts.at[i].kind == PART_OTHER)
            return true;
    return template->form->part_count > 0;
}

static enum rc tell_static(struct template *template, const struct badge_text *a,
                           const struct badge_text *b)
{
    template->kind = KIND_STATIC;
    template->any_label = a->badge.fault != BADGE_FINE || b->badge.fault != BADGE_FINE ||
                          !str_eq(a->badge.label, b->badge.label);
    template->any_alt = !str_eq(a->aspects[BADGE_ALT], b->aspects[BADGE_ALT]);
    if (!template->any_label)
        buf_add(&template->label, a->badge.label);
    if (!template->any_alt)
        buf_add(&template->alt, a->aspects[BADGE_ALT]);
    return RC_OK;
}

static enum rc tell_other(struct template *template, str a, str b, struct err *err)
{
    struct url url;
    size_t n = 0;
    while (n < a.n && n < b.n && a.at[n] == b.at[n])
        n++;
    template->kind = KIND_OTHER;
    buf_add(&template->prefix, str_sub(a, 0, n));
    url_split(buf_str(&template->prefix), &url);
    if (url.host.n > 0 && url.path.n > 0)
        return RC_OK;
    return err_set(err, "the URL of the template's picture begins with a part, so that it tells no "
                        "badge from another");
}

static enum rc tell_kind(struct template *template, struct err *err)
{
    struct buf one = {0}, two = {0};
    struct badge_text a, b;
    enum rc rc = RC_OK;
    write_sample(template, 0, &one);
    write_sample(template, 1, &two);
    if (!badge_text_split(buf_str(&one), &a) || !badge_text_split(buf_str(&two), &b)) {
        rc = not_a_badge(err);
    } else {
        enum badge_kind kind = badge_parse(a.url, &a.badge), other = badge_parse(b.url, &b.badge);
        if (a.badge.fault != BADGE_FINE && !has_strange_part(template)) {
            rc = err_set(err, "no badge of the template can be right: it %s",
                         badge_fault_text(a.badge.fault));
        } else if (kind == BADGE_STATIC && other == BADGE_STATIC) {
            rc = tell_static(template, &a, &b);
        } else if (kind == BADGE_STARS && other == BADGE_STARS && a.badge.forge == b.badge.forge) {
            template->kind = KIND_STARS;
            template->forge = a.badge.forge;
            template->leads_home = badge_is_of(&a.badge, a.aspects[BADGE_LINK]);
        } else {
            rc = tell_other(template, a.url, b.url, err);
        }
    }
    buf_free(&one);
    buf_free(&two);
    return rc;
}

static enum rc fill_in(struct template *template, size_t *part, struct err *err)
{
    *part = SIZE_MAX;
    enum rc rc = template_text_read(template->form->template, &template->text, err);
    if (rc == RC_OK && template->text.parts.n == 0)
        rc = err_set(err, "the template has no part, so that it fits one badge alone: write "
                          "{owner}, {repo}, {venue}, {year} or another name in braces");
    if (rc == RC_OK)
        rc = split(template, err);
    if (rc == RC_OK)
        rc = check_patterns(template, part, err);
    for (unsigned scope = 0; rc == RC_OK && scope < SCOPE_COUNT; scope++)
        rc = compile_scope(template, scope, err);
    return rc == RC_OK ? tell_kind(template, err) : rc;
}

enum rc template_compile(const struct badge_form *form, struct template **out, size_t *part,
                         struct err *err)
{
    struct template *template = mem_alloc(1, sizeof *template);
    template->form = form;
    template->memory = pcre2_general_context_create(take, give_back, NULL);
    template->compiling = pcre2_compile_context_create(template->memory);
    pcre2_set_max_pattern_length(template->compiling, PATTERN_MAX);
    pcre2_set_parens_nest_limit(template->compiling, NESTING_MAX);
    template->limits = pcre2_match_context_create(template->memory);
    pcre2_set_match_limit(template->limits, STEPS_MAX);
    pcre2_set_depth_limit(template->limits, STEPS_MAX);
    pcre2_set_heap_limit(template->limits, HEAP_KIB_MAX);
    template->data = pcre2_match_data_create(PARTS_MAX + 1, template->memory);
    enum rc rc = fill_in(template, part, err);
    if (rc != RC_OK) {
        template_free(template);
        template = NULL;
    }
    *out = template;
    return rc;
}

void template_free(struct template *template)
{
    if (!template)
        return;
    for (unsigned i = 0; i < SCOPE_COUNT; i++)
        pcre2_code_free(template->codes[i]);
    pcre2_match_data_free(template->data);
    pcre2_match_context_free(template->limits);
    pcre2_compile_context_free(template->compiling);
    pcre2_general_context_free(template->memory);
    template_text_free(&template->text);
    buf_free(&template->label);
    buf_free(&template->alt);
    buf_free(&template->prefix);
    mem_free(template);
}
