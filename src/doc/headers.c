/*
 * headers: what the header of a table says of its columns: which hold titles, and of what.
 */
#include "doc/builder.h"

/* Headers of a column of titles, the surest first; those from FIRST_THING on name no papers. */
static const str TITLE_HEADERS[] = {
    STR_INIT("title"),  STR_INIT("paper"),     STR_INIT("标题"),   STR_INIT("题目"),
    STR_INIT("论文"),   STR_INIT("タイトル"),  STR_INIT("論文"),   STR_INIT("method"),
    STR_INIT("name"),   STR_INIT("model"),     STR_INIT("名称"),   STR_INIT("模型"),
    STR_INIT("モデル"), STR_INIT("dataset"),   STR_INIT("corpus"), STR_INIT("data set"),
    STR_INIT("tool"),   STR_INIT("benchmark"), STR_INIT("数据集"), STR_INIT("データセット"),
    STR_INIT("工具"),   STR_INIT("项目"),
};

enum { FIRST_THING = 8 };

static size_t header_rank(str name)
{
    size_t rank = 0, count = sizeof TITLE_HEADERS / sizeof *TITLE_HEADERS;
    while (rank < count && str_find_nocase(name, TITLE_HEADERS[rank]) == STR_NPOS)
        rank++;
    return rank < count ? rank : SIZE_MAX;
}

void table_read_headers(struct builder *b, struct table *table)
{
    const struct row *header = &b->rows.at[table->first_row];
    size_t ranks[TITLE_COLUMNS], found = 0;
    for (uint16_t i = 0; i < header->cell_count && i < 64; i++) {
        struct span span = b->cells.at[header->first_cell + i].span;
        size_t rank = header_rank(str_sub(b->source, span.start, span.end));
        if (rank == SIZE_MAX)
            continue;
        if (rank >= FIRST_THING)
            table->thing_columns |= (uint64_t)1 << i;
        if (found == TITLE_COLUMNS)
            continue;
        size_t at = found++;
        for (; at > 0 && ranks[at - 1] > rank; at--) {
            ranks[at] = ranks[at - 1];
            table->title_columns[at] = table->title_columns[at - 1];
        }
        ranks[at] = rank;
        table->title_columns[at] = i;
    }
    for (; found < TITLE_COLUMNS; found++)
        table->title_columns[found] = UINT16_MAX;
}
