#include "net/store_facts.h"

#include "net/store_row.h"

enum statement { GET_PAPER, PUT_PAPER, DROP_PAPER, GET_REPO, PUT_REPO, DROP_REPO };

static const char *const statements[STORE_FACTS_STATEMENTS] = {
    [GET_PAPER] = "SELECT id, title, authors, published, doi, journal, version, withdrawn"
                  " FROM paper WHERE link = ?1",
    [PUT_PAPER] = "INSERT OR REPLACE INTO paper (link, id, title, authors, published, doi, journal,"
                  " version, withdrawn) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)",
    [DROP_PAPER] = "DELETE FROM paper WHERE link = ?1",
    [GET_REPO] = "SELECT name, archived, disabled, empty FROM repository WHERE link = ?1",
    [PUT_REPO] = "INSERT OR REPLACE INTO repository (link, name, archived, disabled, empty)"
                 " VALUES (?1, ?2, ?3, ?4, ?5)",
    [DROP_REPO] = "DELETE FROM repository WHERE link = ?1",
};

int store_facts_prepare(struct store_facts *facts, sqlite3 *db)
{
    int code = SQLITE_OK;
    for (size_t i = 0; code == SQLITE_OK && i < STORE_FACTS_STATEMENTS; i++)
        code = sqlite3_prepare_v3(db, statements[i], -1, SQLITE_PREPARE_PERSISTENT,
                                  &facts->statement[i], NULL);
    return code;
}

void store_facts_finalize(struct store_facts *facts)
{
    for (size_t i = 0; i < STORE_FACTS_STATEMENTS; i++)
        sqlite3_finalize(facts->statement[i]);
}

static sqlite3_stmt *take(struct store_facts *facts, enum statement which, int64_t link)
{
    sqlite3_stmt *statement = facts->statement[which];
    sqlite3_reset(statement);
    sqlite3_clear_bindings(statement);
    sqlite3_bind_int64(statement, 1, link);
    return statement;
}

static int get_paper(struct store_facts *facts, int64_t link, struct arena *arena,
                     struct evidence *out)
{
    sqlite3_stmt *row = take(facts, GET_PAPER, link);
    int code = sqlite3_step(row);
    if (code == SQLITE_ROW) {
        const struct paper_facts paper = {
            .id = store_text(row, 0, arena),
            .title = store_text(row, 1, arena),
            .authors = store_text(row, 2, arena),
            .published = store_text(row, 3, arena),
            .doi = store_text(row, 4, arena),
            .journal = store_text(row, 5, arena),
            .version = (uint32_t)store_number(row, 6, 0, UINT32_MAX),
            .withdrawn = sqlite3_column_int(row, 7) != 0,
        };
        out->paper = arena_copy(arena, &paper, 1, sizeof paper);
    }
    sqlite3_reset(row);
    return code == SQLITE_ROW || code == SQLITE_DONE ? SQLITE_OK : code;
}

static int get_repo(struct store_facts *facts, int64_t link, struct arena *arena,
                    struct evidence *out)
{
    sqlite3_stmt *row = take(facts, GET_REPO, link);
    int code = sqlite3_step(row);
    if (code == SQLITE_ROW) {
        const struct repo_facts repo = {
            .name = store_text(row, 0, arena),
            .archived = sqlite3_column_int(row, 1) != 0,
            .disabled = sqlite3_column_int(row, 2) != 0,
            .empty = sqlite3_column_int(row, 3) != 0,
        };
        out->repo = arena_copy(arena, &repo, 1, sizeof repo);
    }
    sqlite3_reset(row);
    return code == SQLITE_ROW || code == SQLITE_DONE ? SQLITE_OK : code;
}

int store_facts_get(struct store_facts *facts, int64_t link, struct arena *arena,
                    struct evidence *out)
{
    int code = get_paper(facts, link, arena, out);
    return code == SQLITE_OK ? get_repo(facts, link, arena, out) : code;
}

static int put_paper(struct store_facts *facts, int64_t link, const struct paper_facts *paper)
{
    sqlite3_stmt *put = take(facts, paper ? PUT_PAPER : DROP_PAPER, link);
    if (paper) {
        const str texts[] = {paper->id,        paper->title, paper->authors,
                             paper->published, paper->doi,   paper->journal};
        for (int i = 0; i < 6; i++)
            store_bind(put, 2 + i, texts[i]);
        sqlite3_bind_int64(put, 8, paper->version);
        sqlite3_bind_int(put, 9, paper->withdrawn);
    }
    return store_run(put);
}

static int put_repo(struct store_facts *facts, int64_t link, const struct repo_facts *repo)
{
    sqlite3_stmt *put = take(facts, repo ? PUT_REPO : DROP_REPO, link);
    if (repo) {
        store_bind(put, 2, repo->name);
        sqlite3_bind_int(put, 3, repo->archived);
        sqlite3_bind_int(put, 4, repo->disabled);
        sqlite3_bind_int(put, 5, repo->empty);
    }
    return store_run(put);
}

int store_facts_put(struct store_facts *facts, int64_t link, const struct evidence *evidence)
{
    int code = put_paper(facts, link, evidence->paper);
    return code == SQLITE_OK ? put_repo(facts, link, evidence->repo) : code;
}
