/*
 * order: what the entries of a document are in order of. A section goes by date, arXiv id or title,
 * up or down; which it is, the entries that are in order say by their number.
 */
#ifndef CURLINT_DOC_ORDER_H
#define CURLINT_DOC_ORDER_H

#include "base/mem.h"
#include "doc/document.h"
#include "doc/written_date.h"

enum order_key {
    ORDER_DATE,
    ORDER_ARXIV,
    ORDER_WORDS, /* of titles, letter case and punctuation aside */
    ORDER_BYTES, /* of titles, letter case aside: "go-x" behind "go x" */
    ORDER_KEYS
};
enum order_direction { ORDER_RISING, ORDER_FALLING, ORDER_DIRECTIONS };

struct order {
    enum order_key key;
    enum order_direction direction;
};

/* What an entry goes by: any two values of a key compare as the entries do. */
struct order_item {
    uint32_t entry;
    struct written_date date; /* as it is written, where it is known */
    int64_t values[ORDER_KEYS];
    bool known[ORDER_KEYS];
};

/* The entries of one list that stand in one section. */
struct order_group {
    size_t first, count;                         /* into items */
    uint32_t known[ORDER_KEYS];                  /* entries with that key; 0 for a lone one */
    uint32_t runs[ORDER_KEYS][ORDER_DIRECTIONS]; /* of these, the most that are in order */
};

/* Zero-initialise, orders_read(), orders_free(). */
struct orders {
    const struct document *doc;   /* borrowed */
    VEC(struct order_item) items; /* group by group, by place */
    VEC(struct order_group) groups;
    bool day_first;  /* how dates without a year are written here */
    bool titled;     /* titles were read: only where nothing else is in order */
    int64_t *values; /* what orders_collect() found, and which items */
    uint32_t *places;
};

/* Tables of contents and news are left out. O(n log n). */
void orders_read(struct orders *orders, const struct document *doc);
/*
 * The items of a group that have the key, in their order: `values` rise where the group is in that
 * order. Returns their number; the arrays hold until the next call.
 */
size_t orders_collect(struct orders *orders, const struct order_group *group, struct order order);

/* What is looked for: sets of bits, 1 << ORDER_DATE and so on; and how many have to agree. */
struct order_wish {
    unsigned keys, directions;
    uint32_t cases, percent; /* `percent` of at least `cases` entries */
};

/*
 * The order that puts the largest share of the entries of `count` groups from `first` on in order.
 * By title only where neither dates nor ids are good enough. False where nothing is, and where both
 * directions of a key do as well.
 */
bool orders_learn(struct orders *orders, size_t first, size_t count, struct order_wish wish,
                  struct order *out);
void orders_free(struct orders *orders);

#endif
