#include "net/atom.h"

#include "base/buf.h"

#include <expat.h>
#include <limits.h>

enum { DEPTH_MOST = 16, TEXT_MOST = 64 * 1024 };

/* Where the text of an element goes. Names as expat gives them: namespace, '|', name. */
#define ATOM       "http://www.w3.org/2005/Atom|"
#define ARXIV      "http://arxiv.org/schemas/atom|"
#define OPENSEARCH "http://a9.com/-/spec/opensearch/1.1/|"

static const struct field {
    const char *name;
    size_t offset;
} fields[] = {
    {ATOM "id", offsetof(struct atom_entry, id)},
    {ATOM "title", offsetof(struct atom_entry, title)},
    {ATOM "summary", offsetof(struct atom_entry, summary)},
    {ATOM "published", offsetof(struct atom_entry, published)},
    {ARXIV "comment", offsetof(struct atom_entry, comment)},
    {ARXIV "doi", offsetof(struct atom_entry, doi)},
    {ARXIV "journal_ref", offsetof(struct atom_entry, journal)},
};

struct reader {
    XML_Parser parser;
    struct arena *arena;
    struct atom_feed *feed;
    void (*visit)(void *self, const struct atom_entry *entry);
    void *self;
    unsigned depth, entry_depth; /* entry_depth: of the entry that is open; 0: none */
    bool refused, is_feed;
    struct atom_entry entry;
    struct buf text, authors;
};

static void refuse(struct reader *reader)
{
    reader->refused = true;
    XML_StopParser(reader->parser, XML_FALSE);
}

static bool is_named(const char *name, const char *wanted)
{
    return str_eq(str_from(name), str_from(wanted));
}

static void note_link(struct reader *reader, const char **attributes)
{
    for (; attributes[0]; attributes += 2) {
        str value = str_from(attributes[1]);
        if ((is_named(attributes[0], "title") && str_eq(value, STR("pdf"))) ||
            (is_named(attributes[0], "type") && str_eq(value, STR("application/pdf"))))
            reader->entry.has_pdf = true;
    }
}

static void begin(void *self, const char *name, const char **attributes)
{
    struct reader *reader = self;
    if (++reader->depth > DEPTH_MOST) {
        refuse(reader);
        return;
    }
    if (reader->depth == 1)
        reader->is_feed = is_named(name, ATOM "feed");
    buf_clear(&reader->text);
    if (reader->entry_depth == 0 && is_named(name, ATOM "entry")) {
        reader->entry_depth = reader->depth;
        reader->entry = (struct atom_entry){0};
        buf_clear(&reader->authors);
    } else if (reader->entry_depth && is_named(name, ATOM "link")) {
        note_link(reader, attributes);
    }
}

static void add_text(void *self, const char *text, int length)
{
    struct reader *reader = self;
    if (reader->text.n + (size_t)length > TEXT_MOST) {
        refuse(reader);
        return;
    }
    buf_add(&reader->text, (str){text, (size_t)length});
}

/* The text of the element that ends, as one line. */
static str line(struct reader *reader)
{
    size_t n = 0;
    bool blank = true;
    for (size_t i = 0; i < reader->text.n; i++) {
        char c = reader->text.at[i];
        bool is_blank = c == ' ' || c == '\n' || c == '\t' || c == '\r';
        if (!is_blank)
            reader->text.at[n++] = c;
        else if (!blank)
            reader->text.at[n++] = ' ';
        blank = is_blank;
    }
    return str_trim((str){reader->text.at, n});
}

static void take_field(struct reader *reader, const char *name)
{
    if (is_named(name, ATOM "name") && reader->authors.n < TEXT_MOST) {
        if (reader->authors.n)
            buf_add(&reader->authors, STR(", "));
        buf_add(&reader->authors, line(reader));
    }
    for (size_t i = 0; i < sizeof fields / sizeof *fields; i++)
        if (reader->depth == reader->entry_depth + 1 && is_named(name, fields[i].name))
            *(str *)(void *)((char *)&reader->entry + fields[i].offset) =
                arena_str(reader->arena, line(reader));
}

static void end(void *self, const char *name)
{
    struct reader *reader = self;
    if (reader->refused)
        return;
    if (reader->entry_depth == reader->depth) {
        reader->entry.authors = arena_str(reader->arena, buf_str(&reader->authors));
        reader->entry_depth = 0;
        reader->feed->entries++;
        reader->visit(reader->self, &reader->entry);
    } else if (reader->entry_depth) {
        take_field(reader, name);
    } else if (is_named(name, OPENSEARCH "itemsPerPage")) {
        str_to_u32(line(reader), &reader->feed->per_page);
    } else if (reader->depth == 2 && is_named(name, ATOM "updated")) {
        reader->feed->updated = arena_str(reader->arena, line(reader));
    }
    buf_clear(&reader->text);
    reader->depth--;
}

/* No feed has one, and all that can go wrong with entities begins there. */
static void refuse_doctype(void *self, const char *name, const char *system, const char *public,
                           int internal)
{
    (void)name, (void)system, (void)public, (void)internal;
    refuse(self);
}

bool atom_read(str xml, struct arena *arena, struct atom_feed *feed,
               void (*visit)(void *self, const struct atom_entry *entry), void *self)
{
    struct reader reader = {.arena = arena, .feed = feed, .visit = visit, .self = self};
    reader.parser = XML_ParserCreateNS(NULL, '|');
    if (!reader.parser || xml.n > INT_MAX) {
        XML_ParserFree(reader.parser);
        return false;
    }
    XML_SetUserData(reader.parser, &reader);
    XML_SetElementHandler(reader.parser, begin, end);
    XML_SetCharacterDataHandler(reader.parser, add_text);
    XML_SetStartDoctypeDeclHandler(reader.parser, refuse_doctype);
    bool fine =
        XML_Parse(reader.parser, xml.n ? xml.at : "", (int)xml.n, XML_TRUE) == XML_STATUS_OK;
    XML_ParserFree(reader.parser);
    buf_free(&reader.text);
    buf_free(&reader.authors);
    return fine && !reader.refused && reader.is_feed;
}
