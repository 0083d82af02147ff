#include "lint/template_private.h"

#include <stdio.h>
#include <string.h>

static bool is_same_name(str a, str b)
{
    return a.n > 0 && str_eq_nocase(a, b);
}

bool template_is_for(const struct template *template, const struct badge_text *badge)
{
    str alt = badge->aspects[BADGE_ALT], label = badge->badge.label;
    if (template->kind == KIND_STARS)
        return badge->badge.kind == BADGE_STARS && badge->badge.forge == template->forge;
    if (template->kind == KIND_OTHER)
        return str_starts(badge->url, buf_str(&template->prefix));
    if (badge->badge.kind != BADGE_STATIC)
        return false;
    if (template->label.n > 0)
        return is_same_name(label, buf_str(&template->label));
    if (!template->any_label && label.n > 0)
        return false;
    if (template->any_alt) {
        bool year = template_text_part(&template->text, STR("year")) != UINT32_MAX;
        return !template->any_label && year && badge->venue.form;
    }
    return str_eq_nocase(alt, buf_str(&template->alt)) && alt.n > 0;
}

bool template_is_stars(const struct template *template)
{
    for (size_t i = 0; i < template->text.parts.n; i++)
        if (template->text.parts.at[i].kind > PART_REPO)
            return false;
    return template->kind == KIND_STARS && template->forge == FORGE_GITHUB;
}

/* Compare with the pattern of a scope; where it has none, with its text. */
static int match(const struct template *template, enum scope scope, str text)
{
    if (template->codes[scope])
        return pcre2_match(template->codes[scope], (PCRE2_SPTR)(text.at ? text.at : ""), text.n, 0,
                           0, template->data, template->limits);
    struct buf plain = {0};
    template_add_literal(&plain, template->scopes[scope]);
    bool same = str_eq(buf_str(&plain), text);
    buf_free(&plain);
    return same ? 1 : PCRE2_ERROR_NOMATCH;
}

/* The badge without the link around it. */
static str picture_of(const struct badge_text *badge)
{
    const char *start = badge->aspects[BADGE_ALT].at - STR("![").n;
    return (str){start, (size_t)(badge->url.at + badge->url.n + 1 - start)};
}

static enum template_verdict verdict_of(int found)
{
    return found > 0                      ? TEMPLATE_FITS
           : found == PCRE2_ERROR_NOMATCH ? TEMPLATE_DIFFERS
                                          : TEMPLATE_GIVES_UP;
}

/* Whether the badge may lead where it does, whatever the template's link. */
static bool keeps_link(const struct template *template, const struct badge_text *badge)
{
    return template->wrapped ? template->leads_home && badge->wrap == BADGE_REPOSITORY
                             : badge->wrap != BADGE_BARE;
}

enum template_verdict template_compare(const struct template *template,
                                       const struct badge_text *badge)
{
    enum template_verdict verdict = verdict_of(
        match(template, SCOPE_WHOLE, template->wrapped ? badge->text : picture_of(badge)));
    if (verdict != TEMPLATE_DIFFERS || !template->wrapped || !keeps_link(template, badge))
        return verdict;
    verdict = verdict_of(match(template, SCOPE_URL, badge->url));
    return verdict == TEMPLATE_FITS
               ? verdict_of(match(template, SCOPE_ALT, badge->aspects[BADGE_ALT]))
               : verdict;
}

str template_odd(const struct template *template, const struct badge_text *badge)
{
    if (match(template, SCOPE_URL, badge->url) == PCRE2_ERROR_NOMATCH)
        return badge->url;
    if (template->wrapped && badge->wrap > BADGE_OPEN &&
        match(template, SCOPE_LINK, badge->aspects[BADGE_LINK]) == PCRE2_ERROR_NOMATCH)
        return badge->aspects[BADGE_LINK];
    str alt = badge->aspects[BADGE_ALT];
    if (alt.n > 0 && match(template, SCOPE_ALT, alt) == PCRE2_ERROR_NOMATCH)
        return alt;
    return badge->text;
}

/* Take the parts that a scope's text holds, where it is as the template has it. */
static void take_parts(const struct template *template, enum scope scope, str text, str *values)
{
    if (!template->codes[scope] || !text.at || match(template, scope, text) <= 0)
        return;
    const size_t *ends = pcre2_get_ovector_pointer(template->data);
    for (unsigned i = 0; i < template->text.parts.n; i++) {
        char name[16];
        snprintf(name, sizeof name, "p%u", i);
        int group = pcre2_substring_number_from_name(template->codes[scope], (PCRE2_SPTR)name);
        if (group > 0 && !values[i].at)
            values[i] = str_sub(text, ends[2 * group], ends[2 * group + 1]);
    }
}

/* Take what is left from what the badge says. */
static void take_said(const struct template *template, const struct badge_text *badge, str *values)
{
    const struct venue *venue = &badge->venue;
    const str said[PART_OTHER] = {
        [PART_OWNER] = badge->badge.owner, [PART_REPO] = badge->badge.repo,
        [PART_VENUE] = venue->name,        [PART_YEAR] = venue->digits,
        [PART_NOTE] = venue->note,         [PART_TEXT] = badge->badge.message,
    };
    for (size_t i = 0; i < template->text.parts.n; i++) {
        enum part_kind kind = template->text.parts.at[i].kind;
        if (kind < PART_OTHER && !values[i].at)
            values[i] = said[kind];
    }
}

static void add_letters(struct buf *out, str text)
{
    for (size_t i = 0; i < text.n; i++) {
        bool escape = text.at[i] == '%' && i + 2 < text.n;
        if (ascii_is_alnum(text.at[i]) || (unsigned char)text.at[i] >= 0x80)
            buf_add_char(out, ascii_lower(text.at[i]));
        i += escape ? 2 : 0;
    }
}

/* The letters and digits of what a badge says, with the year as two digits. */
static void add_said(struct buf *out, const struct badge_text *badge)
{
    const struct venue *venue = &badge->venue;
    if (badge->badge.kind != BADGE_STATIC) {
        add_letters(out, badge->said);
        return;
    }
    add_letters(out, badge->badge.label);
    add_letters(out, venue->name);
    if (venue->digits.n >= 2)
        buf_add(out, str_skip(venue->digits, venue->digits.n - 2));
    add_letters(out, venue->note);
}

static bool says_the_same(const struct badge_text *a, const struct badge_text *b)
{
    struct buf one = {0}, two = {0};
    add_said(&one, a);
    add_said(&two, b);
    bool same = str_eq(buf_str(&one), buf_str(&two));
    buf_free(&one);
    buf_free(&two);
    return same;
}

/* Whether a text is a badge of the template that says what `badge` does. */
static bool is_right(const struct template *template, const struct badge_text *badge, str text)
{
    struct badge_text filled;
    bool other = template->kind == KIND_OTHER;
    if (other ? !badge_text_split(text, &filled) : !badge_text_read(text, &filled))
        return false;
    return template_compare(template, &filled) == TEMPLATE_FITS &&
           (other || says_the_same(badge, &filled));
}

static void write_badge(const struct template *template, const struct badge_text *badge,
                        const str *values, struct buf *out)
{
    struct buf text = {0};
    struct badge_text filled;
    template_text_fill(&template->text, values, &text);
    buf_clear(out);
    if (keeps_link(template, badge) && badge_text_split(buf_str(&text), &filled)) {
        str picture = picture_of(&filled);
        buf_printf(out, "[%.*s](%.*s)", STR_ARG(picture), STR_ARG(badge->aspects[BADGE_LINK]));
    } else {
        buf_add(out, buf_str(&text));
    }
    buf_free(&text);
}

/* A year in the other width, for a template that has it so. */
static str other_year(str digits, char *room)
{
    if (digits.n == 4)
        return str_skip(digits, 2);
    if (digits.n != 2)
        return digits;
    memcpy(room, digits.at[0] >= '5' ? "19" : "20", 2);
    memcpy(room + 2, digits.at, 2);
    return (str){room, 4};
}

/* A note behind an apostrophe that slipped, `ACL24'Findings`: one behind a blank. */
static str other_note(str note, char *room, size_t size)
{
    if (note.n < 2 || note.at[0] != '\'' || note.n + 2 > size)
        return note;
    memcpy(room, "%20", 3);
    memcpy(room + 3, note.at + 1, note.n - 1);
    return (str){room, note.n + 2};
}

str template_lacking(const struct template *template, const struct badge_text *badge)
{
    const struct venue *venue = &badge->venue;
    const str said[] = {[PART_VENUE] = venue->name, [PART_YEAR] = venue->digits};
    for (size_t i = 0; template->kind == KIND_STATIC && i < template->text.parts.n; i++) {
        const struct template_part *part = &template->text.parts.at[i];
        if ((part->kind == PART_VENUE || part->kind == PART_YEAR) && said[part->kind].n == 0 &&
            !template_own_pattern(template, part->name))
            return part->name;
    }
    return (str){NULL, 0};
}

bool template_fill(const struct template *template, const struct badge_text *badge, struct buf *out)
{
    str values[PARTS_MAX] = {{NULL, 0}};
    char year[4], note[BADGE_TEXT_LIMIT + 2];
    struct buf text = {0};
    take_parts(template, SCOPE_URL, badge->url, values);
    take_parts(template, SCOPE_LINK, badge->aspects[BADGE_LINK], values);
    take_parts(template, SCOPE_ALT, badge->aspects[BADGE_ALT], values);
    take_said(template, badge, values);
    bool done = true;
    for (size_t i = 0; i < template->text.parts.n; i++) {
        enum part_kind kind = template->text.parts.at[i].kind;
        if (kind == PART_NOTE)
            values[i] = other_note(values[i], note, sizeof note);
        done = done && (values[i].n > 0 || (kind == PART_NOTE && values[i].at));
    }
    if (done)
        write_badge(template, badge, values, &text);
    if (done && !is_right(template, badge, buf_str(&text))) {
        for (size_t i = 0; i < template->text.parts.n; i++)
            if (template->text.parts.at[i].kind == PART_YEAR)
                values[i] = other_year(values[i], year);
        write_badge(template, badge, values, &text);
        done = is_right(template, badge, buf_str(&text));
    }
    if (done)
        buf_add(out, buf_str(&text));
    buf_free(&text);
    return done;
}
