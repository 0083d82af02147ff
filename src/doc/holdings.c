#include "doc/holdings.h"

#include "base/percent.h"
#include "doc/label.h"
#include "doc/reference.h"

enum { MAX_REFERENCES = 64 };

static void add_lower(struct buf *out, str text)
{
    for (size_t i = 0; i < text.n; i++)
        buf_add_char(out, ascii_lower(text.at[i]));
}

/* The text of a static badge as it is shown: `%20` and `_` are blanks, `__` and `--` one of each.
 */
static void add_badge_text(struct buf *out, str text)
{
    struct buf decoded = {0};
    percent_decode(&decoded, text);
    for (size_t i = 0; i < decoded.n; i++) {
        char c = decoded.at[i];
        bool twice = i + 1 < decoded.n && decoded.at[i + 1] == c && (c == '_' || c == '-');
        buf_add_char(out, c == '_' && !twice ? ' ' : c);
        i += twice;
    }
    buf_free(&decoded);
}

static void badge_key(struct buf *out, const struct reference *image, struct holding *holding)
{
    struct badge badge;
    holding->kind = HOLDING_BADGE;
    if (reference_badge(image, &badge) == BADGE_STARS && badge.fault == BADGE_FINE) {
        holding->kind = HOLDING_STARS;
        add_lower(out, badge.owner);
        buf_add_char(out, '/');
        add_lower(out, badge.repo);
    } else if (badge.kind == BADGE_STATIC && badge.fault == BADGE_FINE) {
        add_badge_text(out, badge.label);
        buf_add_char(out, '\n');
        add_badge_text(out, badge.message);
    } else {
        url_canonical(out, image->url);
    }
}

static void link_key(struct buf *out, const struct document *doc, const struct reference *link)
{
    if (link->paper != NO_INDEX) {
        buf_add(out, reference_paper(doc, link));
        return;
    }
    struct url url;
    reference_url(link, &url);
    url_canonical(out, link->url);
    buf_add_char(out, '#');
    buf_add(out, url.fragment);
}

/* False where the reference is nothing to be compared. */
static bool read_holding(struct buf *key, const struct document *doc, const struct reference *ref,
                         struct holding *holding)
{
    buf_clear(key);
    if (ref->kind == REF_IMAGE && ref->badge != BADGE_NONE) {
        badge_key(key, ref, holding);
        return key->n > 0;
    }
    if (ref->kind != REF_LINK || !url_is_web(ref->url) || reference_image(doc, ref))
        return false;
    holding->kind = HOLDING_LINK;
    link_key(key, doc, ref);
    return true;
}

const struct holding *holdings_find(const struct holdings *holdings, const struct holding *wanted)
{
    for (uint32_t i = 0; i < holdings->count; i++)
        if (holdings->at[i].kind == wanted->kind && str_eq(holdings->at[i].key, wanted->key))
            return &holdings->at[i];
    return NULL;
}

void holdings_of(struct holdings *out, const struct document *doc, const struct entry *entry)
{
    *out = (struct holdings){0};
    if (entry->ref_count > MAX_REFERENCES || entry->ref_count == 0)
        return;
    out->at = arena_alloc(&out->arena, entry->ref_count * sizeof *out->at);
    struct buf key = {0};
    for (uint32_t i = entry->first_ref; i < entry->first_ref + entry->ref_count; i++) {
        const struct reference *ref = &doc->references[i];
        struct holding holding = {.ref = i};
        if (ref->entry != entry_index(doc, entry) || !read_holding(&key, doc, ref, &holding))
            continue;
        holding.key = buf_str(&key);
        if (holdings_find(out, &holding))
            continue;
        holding.key = arena_str(&out->arena, holding.key);
        if (holding.kind == HOLDING_LINK && ref->label != LABEL_NONE) {
            buf_clear(&key);
            label_fold(&key, reference_label(doc, ref));
            holding.label = arena_str(&out->arena, buf_str(&key));
        }
        out->at[out->count++] = holding;
    }
    buf_free(&key);
}

void holdings_free(struct holdings *holdings)
{
    arena_free(&holdings->arena);
    *holdings = (struct holdings){0};
}

void holding_name(struct buf *out, const struct document *doc, const struct holding *holding)
{
    const struct reference *ref = &doc->references[holding->ref];
    struct badge badge;
    if (holding->kind == HOLDING_LINK) {
        str label = reference_label(doc, ref);
        buf_add(out, label.n > 0 ? label : ref->url);
    } else if (reference_badge(ref, &badge) == BADGE_STATIC && badge.fault == BADGE_FINE) {
        add_badge_text(out, badge.message);
    } else if (holding->kind == HOLDING_STARS) {
        buf_printf(out, "%.*s/%.*s", STR_ARG(badge.owner), STR_ARG(badge.repo));
    } else {
        buf_add(out, ref->url);
    }
}
