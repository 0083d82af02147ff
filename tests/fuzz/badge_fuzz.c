/* Badges and templates: the input is a template, the pattern of its part "x" and a badge, a line
 * each. What is read of a badge lies in it; a frame says what reading says; a filled template fits.
 */
#include "doc/badge_change.h"
#include "doc/badge_frame.h"
#include "lint/template.h"

#include <assert.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void lies_in(str part, str text)
{
    assert(part.n == 0 || (part.at >= text.at && part.at + part.n <= text.at + text.n));
}

static void check_frame(const struct badge_text *badge, struct arena *arena)
{
    struct badge_frame frame;
    str name;
    if (!badge_frame_of(badge, arena, &frame) || !badge_frame_fits(&frame, badge->text, &name))
        return;
    if (badge->badge.kind == BADGE_STATIC)
        assert(name.at == badge->said.at &&
               name.at + name.n == badge->venue.name.at + badge->venue.name.n);
    else
        assert(name.n == 0);
}

/* To its own form nothing is to change. */
static void check_changes(const struct badge_text *badge, struct arena *arena)
{
    struct badge_changes changes;
    struct badge_edit edits[BADGE_EDITS];
    badge_changes_between(&changes, badge, badge);
    if (badge->wrap != BADGE_BARE)
        assert(changes.count == 0);
    unsigned count = badge_changes_edits_to(&changes, badge, badge, arena, edits);
    assert(count == 0);
}

static void check_template(str text, str pattern, const struct badge_text *badge)
{
    struct part_form part = {STR("x"), pattern};
    struct badge_form form = {
        .name = STR("f"), .template = text, .parts = &part, .part_count = pattern.n > 0};
    struct template *template;
    struct err err;
    size_t at;
    if (template_compile(&form, &template, &at, &err) != RC_OK) {
        assert(!template && err.text[0]);
        return;
    }
    struct buf filled = {0};
    if (template_is_for(template, badge) && template_compare(template, badge) == TEMPLATE_DIFFERS) {
        lies_in(template_odd(template, badge), badge->text);
        if (template_fill(template, badge, &filled)) {
            struct badge_text again;
            assert(badge_text_split(buf_str(&filled), &again));
        }
    }
    buf_free(&filled);
    template_free(template);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    str rest = {(const char *)data, size};
    str text = str_cut(&rest, '\n'), pattern = str_cut(&rest, '\n');
    struct badge_text badge;
    struct arena arena = {0};
    bool read = badge_text_read(rest, &badge);
    if (read) {
        lies_in(badge.said, rest);
        for (unsigned i = 0; i < BADGE_ASPECT_COUNT; i++)
            lies_in(badge.aspects[i], rest);
        lies_in(badge.venue.year, rest);
        lies_in(badge.venue.note, rest);
        check_frame(&badge, &arena);
        check_changes(&badge, &arena);
    }
    if (read || badge_text_split(rest, &badge))
        check_template(text, pattern, &badge);
    arena_free(&arena);
    return 0;
}
