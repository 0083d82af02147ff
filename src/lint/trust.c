#include "lint/trust.h"

#include "lint/locate.h"

/* Bytes and entries that are looked at in a list; what is behind that is not trusted. */
enum { STEPS = 64 * 1024 * 1024 };

/* A list of the head, and where its entries were. */
struct look {
    size_t steps; /* left */
    const struct match *match;
    const struct document *doc;
    uint32_t document;
};

static bool spend(struct look *look, size_t steps)
{
    bool enough = steps <= look->steps;
    look->steps = enough ? look->steps - steps : 0;
    return enough;
}

static const struct document *base_document(struct look *look, struct counterpart was)
{
    return match_base(look->match).documents[was.document];
}

/* The counterpart of the nearest entry before or behind a byte that has one; FATE_ADDED: none. */
static struct counterpart neighbour(struct look *look, uint32_t offset, bool before)
{
    const struct document *doc = look->doc;
    struct counterpart none = {NO_INDEX, NO_INDEX, FATE_ADDED};
    uint32_t low = document_entry_from(doc, offset);
    for (uint32_t i = before ? low : low + 1; before ? i > 0 : i <= doc->entry_count;
         i += before ? -1u : 1u) {
        struct counterpart was = match_entry(look->match, look->document, i - 1);
        if (was.fate != FATE_ADDED)
            return was;
        if (!spend(look, 1))
            return none;
    }
    return none;
}

/* Whether the file of this path had the comment, as a comment and not in code. */
static bool is_in_file(struct look *look, str comment)
{
    struct match_side side = match_base(look->match);
    for (uint32_t d = 0; d < side.count; d++) {
        const struct document *base = side.documents[d];
        if (!str_eq(base->path, look->doc->path))
            continue;
        for (uint32_t i = 0; i < base->opaque_count && spend(look, comment.n); i++)
            if (base->opaques[i].kind == OPAQUE_COMMENT &&
                str_eq(document_text(base, base->opaques[i].span), comment))
                return true;
    }
    return false;
}

/* Whether a comment stands among the entries where it stood. */
static bool is_in_place(struct look *look, str comment, uint32_t offset)
{
    struct counterpart before = neighbour(look, offset, true);
    struct counterpart behind = neighbour(look, offset, false);
    if (before.fate == FATE_ADDED && behind.fate == FATE_ADDED)
        return is_in_file(look, comment);
    bool first = before.fate == FATE_ADDED, last = behind.fate == FATE_ADDED;
    if (!first && !last && before.document != behind.document)
        return false;
    const struct document *base = base_document(look, first ? behind : before);
    str place = str_sub(base->source, first ? 0 : base->entries[before.entry].span.start,
                        last ? base->source.n : base->entries[behind.entry].span.end);
    return spend(look, place.n) && str_has(place, comment);
}

/* Every entry that the directive is for held the comment. */
static bool is_in_entries(struct look *look, const struct directive *directive, str comment)
{
    for (uint32_t i = directive->start; i < directive->end; i++) {
        struct counterpart was = match_entry(look->match, look->document, i);
        if (was.fate == FATE_ADDED)
            return false;
        const struct document *base = base_document(look, was);
        str text = document_text(base, base->entries[was.entry].span);
        if (!spend(look, text.n) || !str_has(text, comment))
            return false;
    }
    return true;
}

/* Whether a new entry stands where the directive reaches. */
static bool reaches_new(struct look *look, const struct directive *directive)
{
    uint32_t entry = locate_entry(look->doc, span_of(directive->start, directive->start));
    return entry != NO_INDEX && match_entry(look->match, look->document, entry).fate == FATE_ADDED;
}

static bool is_trusted(struct look *look, const struct directive *directive)
{
    str comment = document_text(look->doc, directive->told.span);
    switch (directive->reach) {
    case REACH_ENTRY:
        return is_in_entries(look, directive, comment);
    case REACH_LINE:
    case REACH_BLOCK:
        return !reaches_new(look, directive) &&
               is_in_place(look, comment, directive->told.span.start);
    case REACH_FILE:
        return is_in_file(look, comment);
    case REACH_RANGE:
    case REACH_COUNT:
        break;
    }
    return is_in_place(look, comment, directive->told.span.start);
}

void trust_base(struct directives *directives, const struct match *match, uint32_t document)
{
    struct look look = {STEPS, match, match_head(match).documents[document], document};
    size_t kept = 0;
    for (size_t i = 0; i < directives->n; i++)
        if (is_trusted(&look, &directives->at[i]))
            directives->at[kept++] = directives->at[i];
    directives->n = kept;
}
