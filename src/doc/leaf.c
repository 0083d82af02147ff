/*
 * One run of inline text. The AST names its links and images in order; the scanner found the same
 * ones with their places. The two lists are walked side by side; where they differ, the AST is
 * right about what exists, and the difference is counted as a disagreement.
 */
#include "doc/builder.h"

#include "doc/html.h"

#include <string.h>

/* How far ahead a token is looked for before the scanner is held to have missed it. */
enum { LOOK_AHEAD = 64 };

struct pairing {
    struct builder *b;
    uint32_t section;
    uint16_t cell;
    struct span container;
    size_t token;  /* the next token that was not paired */
    size_t cursor; /* content offset behind the last pair */
};

static bool is_reference_token(const struct token *token)
{
    return token->kind == TOKEN_LINK || token->kind == TOKEN_IMAGE || token->kind == TOKEN_ANGLE;
}

/* `dest` with entities and backslash escapes undone, as cmark_clean_url() does it. */
static void clean_url(struct buf *out, str dest)
{
    struct buf plain = {0};
    html_unescape(&plain, dest);
    for (size_t i = 0; i < plain.n; i++) {
        if (plain.at[i] == '\\' && i + 1 < plain.n && ascii_is_punct(plain.at[i + 1]))
            i++;
        buf_add_char(out, plain.at[i]);
    }
    buf_free(&plain);
}

static bool url_is(struct builder *b, str dest, str url)
{
    if (str_eq(dest, url))
        return true;
    if (str_starts(url, STR("mailto:")) && str_eq(dest, str_skip(url, 7)))
        return true;
    if (!memchr(dest.at ? dest.at : "", '&', dest.n) &&
        !memchr(dest.at ? dest.at : "", '\\', dest.n))
        return false;
    buf_clear(&b->text);
    clean_url(&b->text, dest);
    str cleaned = buf_str(&b->text);
    if (str_eq(cleaned, url))
        return true;
    /* A named character that html_unescape() does not know: the part before it must agree. */
    size_t amp = str_find_char(cleaned, '&');
    return amp != STR_NPOS && str_starts(url, str_sub(cleaned, 0, amp)) &&
           memchr(str_skip(cleaned, amp).at, ';', cleaned.n - amp);
}

static bool token_fits(struct builder *b, const struct token *token, bool image, str url)
{
    if ((token->kind == TOKEN_IMAGE) != image)
        return false;
    if (token->definition != NO_INDEX)
        return url_is(b, b->definitions.at[token->definition].url, url) ||
               url_is(b,
                      str_sub(b->source, b->definitions.at[token->definition].dest.start,
                              b->definitions.at[token->definition].dest.end),
                      url);
    return url_is(b, str_sub(b->content.text, token->dest.start, token->dest.end), url);
}

static struct reference new_reference(const struct pairing *p, bool image)
{
    return (struct reference){
        .entry = NO_INDEX,
        .section = 0,
        .outer = NO_INDEX,
        .definition = NO_INDEX,
        .paper = NO_INDEX,
        .cell = p->cell,
        .kind = image ? REF_IMAGE : REF_LINK,
        .exact = true,
    };
}

/* The URL as a browser gets it: a slice of the source where that says the same. */
static str keep_url(struct builder *b, struct span dest, str url)
{
    str written = str_sub(b->source, dest.start, dest.end);
    return str_eq(written, url) ? written : arena_str(&b->doc->arena, url);
}

static void add_token(struct pairing *p, const struct token *token, str url)
{
    struct builder *b = p->b;
    struct reference ref = new_reference(p, token->kind == TOKEN_IMAGE);
    ref.span = content_span(&b->content, token->span);
    ref.text = content_span(&b->content, token->text);
    if (token->definition != NO_INDEX) {
        ref.form = FORM_REFERENCE;
        ref.definition = token->definition;
        ref.dest = b->definitions.at[token->definition].dest;
        b->definitions.at[token->definition].uses++;
    } else {
        ref.form = token->kind == TOKEN_ANGLE ? FORM_ANGLE : FORM_INLINE;
        ref.dest = content_span(&b->content, token->dest);
    }
    if (ref.form == FORM_ANGLE)
        ref.text = ref.dest;
    ref.url = keep_url(b, ref.dest, url);
    vec_push(&b->references, ref);
}

/* The text of a bare URL or address, else empty: its only child says the target (GFM 6.9). */
static str bare_text(cmark_node *node, str url)
{
    cmark_node *child = cmark_node_first_child(node);
    if (!child || cmark_node_next(child) || cmark_node_get_type(child) != CMARK_NODE_TEXT)
        return (str){NULL, 0};
    str text = str_from(cmark_node_get_literal(child));
    bool same = str_eq(text, url) ||
                (str_starts(url, STR("http://")) && str_eq(str_skip(url, 7), text)) ||
                (str_starts(url, STR("mailto:")) && str_eq(str_skip(url, 7), text));
    return same ? text : (str){NULL, 0};
}

/* `text` verbatim in the content between the cursor and `limit`, outside of tokens. */
static size_t find_bare(const struct pairing *p, str text, size_t limit)
{
    const struct inline_scan *scan = &p->b->scan;
    size_t at = p->cursor, token = 0;
    for (;;) {
        size_t found = str_find(str_sub(p->b->content.text, at, limit), text);
        if (found == STR_NPOS)
            return STR_NPOS;
        at += found;
        while (token < scan->tokens.n && scan->tokens.at[token].span.end <= at)
            token++;
        if (token == scan->tokens.n || scan->tokens.at[token].span.start >= at + text.n)
            return at;
        at = scan->tokens.at[token].span.end;
        if (at >= limit)
            return STR_NPOS;
    }
}

static void add_bare(struct pairing *p, size_t at, str text, str url)
{
    struct builder *b = p->b;
    struct reference ref = new_reference(p, false);
    ref.form = FORM_BARE;
    ref.span = ref.text = ref.dest = content_span(&b->content, span_of(at, at + text.n));
    ref.url = keep_url(b, ref.dest, url);
    vec_push(&b->references, ref);
    p->cursor = at + text.n;
}

static void pair_node(struct pairing *p, cmark_node *node)
{
    struct builder *b = p->b;
    bool image = cmark_node_get_type(node) == CMARK_NODE_IMAGE;
    str url = str_from(cmark_node_get_url(node));
    size_t found = STR_NPOS, passed = 0;
    for (size_t i = p->token; i < b->scan.tokens.n && passed < LOOK_AHEAD; i++) {
        if (!is_reference_token(&b->scan.tokens.at[i]))
            continue;
        if (token_fits(b, &b->scan.tokens.at[i], image, url)) {
            found = i;
            break;
        }
        passed++;
    }
    str bare = image ? (str){NULL, 0} : bare_text(node, url);
    size_t limit = found == STR_NPOS ? b->content.text.n : b->scan.tokens.at[found].span.start;
    size_t at = bare.n && p->cursor < limit ? find_bare(p, bare, limit) : STR_NPOS;
    if (at != STR_NPOS) {
        add_bare(p, at, bare, url);
        return;
    }
    if (found == STR_NPOS) {
        b->doc->disagreements++;
        struct reference ref = new_reference(p, image);
        ref.span = p->container;
        ref.text = ref.dest = span_of(p->container.start, p->container.start);
        ref.url = arena_str(&b->doc->arena, url);
        ref.exact = false;
        vec_push(&b->references, ref);
        return;
    }
    b->doc->disagreements += (uint32_t)passed;
    const struct token *token = &b->scan.tokens.at[found];
    add_token(p, token, url);
    p->token = found + 1;
    if (p->cursor < token->span.end)
        p->cursor = token->span.end;
}

/* Links and images below `node`, a link before the image in it. */
static void collect(struct builder *b, cmark_node *node)
{
    b->nodes.n = 0;
    cmark_node *top = node;
    cmark_node *at = cmark_node_first_child(node);
    while (at) {
        cmark_node_type type = cmark_node_get_type(at);
        if (type == CMARK_NODE_LINK || type == CMARK_NODE_IMAGE)
            vec_push(&b->nodes, at);
        cmark_node *next = cmark_node_first_child(at);
        while (!next && at && at != top) {
            next = cmark_node_next(at);
            if (!next)
                at = cmark_node_parent(at);
        }
        at = next;
    }
}

static bool attribute_is(const struct html_attribute *attribute, const char *name)
{
    return str_eq_nocase(attribute->name, str_from(name));
}

/* The references and anchors of one tag at `content` offset. */
static void read_tag(struct pairing *p, const struct html_tag *tag)
{
    struct builder *b = p->b;
    bool picture = html_is(tag, STR("img"));
    bool link = html_is(tag, STR("a"));
    str rest = tag->attributes;
    struct html_attribute attribute;
    while (!tag->closing && html_attribute(&rest, &attribute)) {
        bool target = (attribute_is(&attribute, "href") && link) || attribute_is(&attribute, "src");
        bool anchor = attribute_is(&attribute, "id") || attribute_is(&attribute, "name");
        if (!target && !(anchor && attribute.value.n))
            continue;
        size_t start = attribute.value.at ? (size_t)(attribute.value.at - b->content.text.at)
                                          : tag->span.end - 1u;
        struct span value = content_span(&b->content, span_of(start, start + attribute.value.n));
        buf_clear(&b->text);
        html_unescape(&b->text, attribute.value);
        str text = keep_url(b, value, buf_str(&b->text));
        if (anchor) {
            vec_push(&b->anchors, (struct anchor){value, text});
            continue;
        }
        struct reference ref = new_reference(p, picture || !link);
        ref.form = FORM_HTML;
        ref.span = content_span(&b->content, tag->span);
        ref.text = span_of(ref.span.end, ref.span.end);
        ref.dest = value;
        ref.url = text;
        vec_push(&b->references, ref);
    }
}

/* `</a>`: the link that is open since `open` reaches to here. */
static void close_link(struct pairing *p, size_t *open, const struct html_tag *tag)
{
    struct builder *b = p->b;
    if (*open == SIZE_MAX)
        return;
    struct reference *ref = &b->references.at[*open];
    struct span closing = content_span(&b->content, tag->span);
    ref->text = span_of(ref->span.end, closing.start);
    ref->span.end = closing.end;
    *open = SIZE_MAX;
}

/* What a <summary> is the heading of reaches to the </details>. */
static void visit_details(struct builder *b, const struct html_tag *tag)
{
    uint32_t place = content_span(&b->content, tag->span).start;
    if (!tag->closing)
        vec_push(&b->details, place);
    else if (b->details.n > 0)
        vec_push(&b->ends, (struct section_end){b->details.at[--b->details.n], place});
}

static void visit_tag(struct pairing *p, const struct html_tag *tag, size_t *open)
{
    struct builder *b = p->b;
    if (html_is(tag, STR("details"))) {
        visit_details(b, tag);
        return;
    }
    if (html_is(tag, STR("a")) && tag->closing) {
        close_link(p, open, tag);
        return;
    }
    size_t before = b->references.n;
    read_tag(p, tag);
    if (html_is(tag, STR("a")) && b->references.n > before)
        *open = b->references.n - 1;
}

static void add_opaque(struct builder *b, struct span span, enum opaque_kind kind)
{
    vec_push(&b->opaques, (struct opaque){content_span(&b->content, span), (uint8_t)kind});
}

/* Code spans, comments and tags between the links. */
static void read_markup(struct pairing *p)
{
    struct builder *b = p->b;
    size_t open = SIZE_MAX;
    for (size_t i = 0; i < b->scan.tokens.n; i++) {
        struct token token = b->scan.tokens.at[i];
        if (token.kind == TOKEN_CODE) {
            add_opaque(b, token.span, OPAQUE_CODE_SPAN);
        } else if (token.kind == TOKEN_COMMENT) {
            add_opaque(b, token.span, OPAQUE_COMMENT);
        } else if (token.kind == TOKEN_TAG) {
            add_opaque(b, token.span, OPAQUE_TAG);
            struct html_tag tag;
            size_t at = token.span.start;
            if (html_next(b->content.text, &at, &tag) && tag.span.start == token.span.start)
                visit_tag(p, &tag, &open);
        }
    }
}

void leaf_inlines(struct builder *b, cmark_node *node, uint16_t cell, struct span container)
{
    struct pairing p = {.b = b, .cell = cell, .container = container};
    inline_scan(&b->scan, b->content.text, b->definitions.n ? &b->labels : NULL);
    collect(b, node);
    for (size_t i = 0; i < b->nodes.n; i++)
        pair_node(&p, b->nodes.at[i]);
    for (; p.token < b->scan.tokens.n; p.token++)
        b->doc->disagreements += is_reference_token(&b->scan.tokens.at[p.token]);
    read_markup(&p);
}

void leaf_text(struct buf *out, cmark_node *node)
{
    cmark_node *at = cmark_node_first_child(node);
    while (at) {
        cmark_node_type type = cmark_node_get_type(at);
        if (type == CMARK_NODE_TEXT || type == CMARK_NODE_CODE)
            buf_add(out, str_from(cmark_node_get_literal(at)));
        else if (type == CMARK_NODE_SOFTBREAK || type == CMARK_NODE_LINEBREAK)
            buf_add_char(out, ' ');
        cmark_node *next = type == CMARK_NODE_IMAGE ? NULL : cmark_node_first_child(at);
        while (!next && at && at != node) {
            next = cmark_node_next(at);
            if (!next)
                at = cmark_node_parent(at);
        }
        at = next;
    }
}

/* Text between the tags of [start, end), for the heading that they are. */
static void plain_text(struct buf *out, str text, size_t start, size_t end)
{
    size_t at = start;
    struct html_tag tag;
    while (at < end) {
        size_t next = at;
        bool more = html_next(str_sub(text, 0, end), &next, &tag);
        html_unescape(out, str_sub(text, at, more ? tag.span.start : end));
        at = more ? next : end;
    }
}

/* The level of a heading's tag, 7 for a <summary>, else 0. */
static int heading_level(const struct html_tag *tag)
{
    if (html_is(tag, STR("summary")))
        return 7;
    bool heading = tag->name.n == 2 && ascii_lower(tag->name.at[0]) == 'h' &&
                   tag->name.at[1] >= '1' && tag->name.at[1] <= '6';
    return heading ? tag->name.at[1] - '0' : 0;
}

void leaf_html_block(struct builder *b)
{
    struct pairing p = {.b = b, .cell = UINT16_MAX};
    str text = b->content.text;
    size_t at = 0, open = SIZE_MAX, heading = 0;
    int level = 0;
    struct html_tag tag, opened = {0};
    while (html_next(text, &at, &tag)) {
        add_opaque(b, tag.span, tag.comment ? OPAQUE_COMMENT : OPAQUE_TAG);
        if (tag.comment)
            continue;
        int this_level = heading_level(&tag);
        if (this_level && !tag.closing) {
            level = this_level;
            heading = tag.span.end;
            opened = tag;
        } else if (this_level && this_level == level) {
            struct buf plain = {0};
            plain_text(&plain, text, heading, tag.span.start);
            sections_add(b, level == 7 ? SECTION_BOLD : SECTION_HEADING, level,
                         content_span(&b->content, span_of(opened.span.start, tag.span.end)),
                         content_span(&b->content, span_of(heading, tag.span.start)),
                         buf_str(&plain));
            buf_free(&plain);
            level = 0;
        }
        visit_tag(&p, &tag, &open);
    }
}
