#include "doc/kinds.h"

#include "base/map.h"
#include "doc/columns.h"

uint32_t kinds_of_lists(const struct document *doc, uint32_t *kinds)
{
    struct map names = {0};
    struct buf name = {0};
    uint32_t count = 0;
    for (uint32_t i = 0; i < doc->list_count; i++) {
        const struct list *list = &doc->lists[i];
        bool added;
        buf_clear(&name);
        buf_printf(&name, "%d %d ", list->kind, list->depth);
        if (list->kind == LIST_TABLE)
            columns_names(&name, doc, &doc->tables[list->table]);
        kinds[i] = *map_put_copy(&names, buf_str(&name), count, &added);
        count += added;
    }
    map_free(&names);
    buf_free(&name);
    return count;
}
