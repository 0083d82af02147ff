/*
 * write_again: each entry of a list is left out of what the list's way of writing is learned from,
 * and what it says is written again.
 *
 *   write_again [-v] COUNT NAME FILE...
 *
 * COUNT entries are tried, evenly spread. Prints how many entries can be taken apart, say nothing
 * but what `curlint add` is told, and come out as they are, byte for byte, but for picture and
 * date; with -v also those that do not.
 */
#include "base/file.h"
#include "base/percent.h"
#include "doc/insertion.h"
#include "doc/venue.h"
#include "doc/written_date.h"
#include "lint/pattern.h"

#include <stdio.h>
#include <string.h>

enum { BYTES_MAX = 64 * 1024 * 1024, NOWHERE = UINT32_MAX - 1 };

static const struct date today = {2026, 6, 1};

struct trial {
    VEC(struct document *) docs;
    struct patterns patterns;
    uint32_t entries, tried, plain, equal;
    bool tell;
};

/* The venue of a badge as a person says it. */
static void add_venue(struct buf *out, str written)
{
    struct buf text = {0};
    percent_decode(&text, written);
    for (size_t i = 0; i < text.n; i++) {
        char c = text.at[i];
        bool twice = (c == '_' || c == '-') && i + 1 < text.n && text.at[i + 1] == c;
        buf_add_char(out, c == '_' && !twice ? ' ' : c);
        i += twice;
    }
    buf_free(&text);
}

/* The day, or the first of its month or year; today where none is written. */
static struct date day_of(str written)
{
    struct written_date date;
    if (written_date_read(written, &date) != WRITTEN_DATE)
        return today;
    int month = date.month ? date.month : date.first, day = date.day ? date.day : date.second;
    return (struct date){date.year ? date.year : today.year, month ? month : 1, day ? day : 1};
}

/* All of an entry but what stands for its picture and where its hidden cell begins. */
static void add_rest(struct buf *out, const struct pieces *pieces)
{
    for (size_t i = 0; i <= pieces->at.n; i++) {
        str joint = pieces->joints.at[i];
        size_t hidden = str_find(joint, STR("[//]:"));
        buf_add(out, hidden == STR_NPOS ? joint : str_trim_right(str_sub(joint, 0, hidden)));
        if (hidden != STR_NPOS || i == pieces->at.n)
            break;
        enum piece_kind kind = pieces->at.at[i].kind;
        buf_add(out, kind == PIECE_PICTURE ? STR("PICTURE") : pieces->at.at[i].form);
    }
    out->n = str_trim_right(buf_str(out)).n;
}

static bool says_the_same(const struct piece_values *a, const struct piece_values *b)
{
    return str_eq(a->title, b->title) && str_eq(a->authors, b->authors) &&
           str_eq(a->venue, b->venue) && str_eq(a->code, b->code) && str_eq(a->id, b->id) &&
           str_eq(a->project, b->project);
}

/* Put the body into the list, behind the entry, and read it. */
static bool is_equal(const struct document *doc, uint32_t entry, const struct pieces *pieces,
                     str body)
{
    struct limits limits = limits_default();
    struct target target = {doc->entries[entry].list, doc->entries[entry].section};
    struct buf source = {0}, is = {0}, was = {0};
    struct pieces again = {0};
    uint32_t at;
    insertion_make(&source, doc, target, (struct neighbour){entry, true}, body, &at);
    struct document *made = document_build(doc->path, source.at, source.n, &limits, today);
    uint32_t fresh = document_entry_from(made, at);
    bool equal = fresh < made->entry_count && made->entries[fresh].span.start == at &&
                 pieces_read(&again, made, &made->entries[fresh]);
    if (equal) {
        add_rest(&is, &again);
        add_rest(&was, pieces);
        equal =
            str_eq(buf_str(&is), buf_str(&was)) && says_the_same(&pieces->values, &again.values);
    }
    pieces_free(&again);
    document_free(made);
    buf_free(&is);
    buf_free(&was);
    return equal;
}

/* Write the entry of the example again, of which nothing is learned. */
static void write_again(struct trial *trial, struct example *example, const struct pieces *pieces)
{
    const struct document *doc = trial->docs.at[example->document];
    const struct piece_values *values = &pieces->values;
    struct example kept = *example;
    struct buf venue = {0}, body = {0};
    uint32_t left_out, lacking;
    add_venue(&venue, values->venue);
    const struct paper paper = {
        .title = values->title,
        .authors = values->authors,
        .written = true,
        .url = values->url,
        .id = values->id,
        .code = values->code,
        .root = values->root,
        .repo = values->repo,
        .project = values->project,
        .venue = buf_str(&venue),
        .picture = values->picture,
        .date = day_of(values->date),
        .added = day_of(values->date),
    };
    const struct pattern_place place = {
        .document = example->document,
        .list = example->list,
        .section = example->section,
        .front = insertion_is_front(doc, (struct target){example->list, example->section}),
        .row = doc->lists[example->list].kind == LIST_TABLE,
    };
    example->sort = example->section = NOWHERE;
    bool equal = pattern_write(&trial->patterns, &place, &paper, &body, &left_out, &lacking);
    *example = kept;
    equal = equal && is_equal(doc, example->entry, pieces, buf_str(&body));
    trial->equal += equal;
    if (trial->tell && !equal)
        printf("%s\n- %.*s\n+ %.*s\n", doc->path.at, STR_ARG(document_text(doc, pieces->body)),
               STR_ARG(body));
    buf_free(&venue);
    buf_free(&body);
}

static void try_some(struct trial *trial, size_t wanted)
{
    size_t count = trial->patterns.examples.n;
    for (size_t i = 0; i < count && i < wanted; i++) {
        size_t number = wanted < count ? i * count / wanted : i;
        struct example *example = &trial->patterns.examples.at[number];
        const struct document *doc = trial->docs.at[example->document];
        struct pieces pieces = {0};
        trial->tried++;
        if (pieces_read(&pieces, doc, &doc->entries[example->entry]) && pieces.values.url.n > 0 &&
            trial->patterns.shapes.at[example->shape].unknown == 0) {
            trial->plain++;
            write_again(trial, example, &pieces);
        }
        pieces_free(&pieces);
    }
}

static void add_file(struct trial *trial, const char *path)
{
    struct limits limits = limits_default();
    struct buf bytes = {0};
    struct err err;
    size_t size;
    if (file_read(&bytes, path, BYTES_MAX, &size, &err) != RC_OK) {
        fprintf(stderr, "%s\n", err.text);
        return;
    }
    struct document *doc = document_build(str_from(path), bytes.at, bytes.n, &limits, today);
    vec_push(&trial->docs, doc);
    for (uint32_t i = 0; i < doc->entry_count; i++)
        trial->entries +=
            !doc->entries[i].navigation && !doc->sections[doc->entries[i].section].news;
}

int main(int argc, char **argv)
{
    struct trial trial = {.tell = argc > 1 && strcmp(argv[1], "-v") == 0};
    int name = 2 + trial.tell;
    uint32_t wanted;
    if (name >= argc || !str_to_u32(str_from(argv[name - 1]), &wanted))
        return 2;
    for (int i = name + 1; i < argc; i++)
        add_file(&trial, argv[i]);
    patterns_learn(&trial.patterns, trial.docs.at, (uint32_t)trial.docs.n, NULL);
    try_some(&trial, wanted);
    printf(
        "%s: %u entries, %zu taken apart; of %u tried %u say nothing but what add is told, %u of "
        "them are equal\n",
        argv[name], trial.entries, trial.patterns.examples.n, trial.tried, trial.plain,
        trial.equal);
    patterns_free(&trial.patterns);
    for (size_t i = 0; i < trial.docs.n; i++)
        document_free(trial.docs.at[i]);
    vec_free(&trial.docs);
    return 0;
}
