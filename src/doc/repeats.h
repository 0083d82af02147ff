/*
 * repeats: entries that have one key and stand in one scope. What the key is, the caller says;
 * which of two entries is the repeat, their order does.
 */
#ifndef CURLINT_DOC_REPEATS_H
#define CURLINT_DOC_REPEATS_H

#include "base/buf.h"
#include "doc/document.h"

/* How far apart two entries of one key must stand to be fine. */
enum repeat_scope {
    REPEAT_SECTION, /* in another section and another table or list */
    REPEAT_FILE,    /* in another file */
    REPEAT_REPOSITORY,
};
/* Their names, NULL-ended: the choices of an option. */
extern const char *const repeat_scopes[];

/* An entry, and the first one of its key in the scope; documents are borrowed. */
struct repeat {
    const struct document *doc, *first_doc;
    const struct entry *entry, *first;
    const char *where; /* static: "in this table", for a sentence "... is listed twice" */
    uint32_t count;    /* repeats of that first one, this included */
};

/* What to look for. Each call gets `self`. */
struct repeats {
    enum repeat_scope scope;
    /* Append the key of an entry, or nothing where it takes no part. */
    void (*key)(void *self, struct buf *out, const struct document *doc, const struct entry *entry);
    /* What is equal where two keys are, and cheaper; 0 for none. NULL: the key itself is hashed. */
    uint64_t (*hash)(void *self, const struct document *doc, const struct entry *entry);
    void (*found)(void *self, const struct repeat *repeat);
    /* Whether `page` repeats entries of `file` on purpose; NULL for never. */
    bool (*copies)(void *self, const struct document *page, const struct document *file);
    /*
     * Whether nothing is to be said of the entry; NULL for never. Such entries come last, whatever
     * their order: others are no repeats of them, but they are of others.
     */
    bool (*quiet)(void *self, const struct document *doc, const struct entry *entry);
    /*
     * Which of two entries was there first, the lower the older; NULL, or equal ones: their order
     * tells.
     */
    uint64_t (*age)(void *self, const struct document *doc, const struct entry *entry);
    void *self; /* borrowed */
};

/*
 * Call found() for each repeat in `docs`, in the order of files and entries, then for those that
 * are quiet. Nothing where the scope is smaller. Tables of contents and news take no part, and an
 * entry is no repeat of one that it stands inside of. Hash or key are made once for each entry,
 * keys again for those that seem to share one; the time is n log n at worst.
 */
void repeats_find(const struct repeats *what, struct document *const *docs, uint32_t count);
/* The same in one document, for the scopes that lie within one. */
void repeats_find_in(const struct repeats *what, const struct document *doc);

#endif
