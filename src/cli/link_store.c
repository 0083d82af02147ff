#include "cli/link_store.h"

#include "cli/print.h"

#include <sys/stat.h>

#define FOLDER "curlint"
#define NAME   "links.sqlite"

static void say(struct link_store *links, const struct err *err)
{
    progress_clear(links->progress);
    print_failure(err);
}

static bool is_set(const char *text)
{
    return text && *text;
}

/* $XDG_CACHE_HOME/curlint/links.sqlite, its folders made as far as they are ours to make. */
static bool default_path(struct buf *out, const struct cli *cli)
{
    const char *cache = cli->environment("XDG_CACHE_HOME"), *home = cli->environment("HOME");
    if (is_set(cache) && cache[0] == '/')
        buf_printf(out, "%s", cache);
    else if (is_set(home))
        buf_printf(out, "%s/.cache", home);
    else
        return false;
    static const char *const rest[] = {"", "/" FOLDER};
    for (size_t i = 0; i < 2; i++) {
        buf_printf(out, "%s", rest[i]);
        buf_add_char(out, '\0');
        (void)mkdir(out->at, 0700); /* opening the file tells what is wrong */
        out->n--;
    }
    buf_add(out, STR("/" NAME));
    return true;
}

bool link_store_path(struct buf *out, const struct cli *cli, const char *path)
{
    if (path)
        buf_printf(out, "%s", path);
    else if (!default_path(out, cli))
        return false;
    buf_add_char(out, '\0');
    return true;
}

void link_store_open(struct link_store *links, const struct cli *cli, const char *path,
                     int64_t max_age)
{
    struct store_options options = store_defaults(cli->clock);
    struct buf own = {0};
    struct err err;
    if (!link_store_path(&own, cli, path)) {
        print_note("neither XDG_CACHE_HOME nor HOME is set, so no answer is remembered: name a "
                   "file by --store");
        return;
    }
    for (size_t i = 0; max_age >= 0 && i < VERDICT_COUNT; i++)
        options.max_age[i] = options.max_age[i] < max_age ? options.max_age[i] : max_age;
    if (max_age >= 0 && max_age < options.service_age)
        options.service_age = max_age;
    if (store_open(&links->store, own.at, &options, &err) != RC_OK) {
        print_failure(&err);
        print_note("goes on without a store: nothing is remembered");
    }
    buf_free(&own);
}

static void forget_last(struct link_store *links)
{
    arena_free(&links->arena);
    links->arena = (struct arena){0};
}

const struct evidence *link_store_get(struct link_store *links, str url, bool fragment)
{
    struct store_record record;
    struct err err;
    forget_last(links);
    enum rc rc = store_get(links->store, url, &links->arena, &record, &err);
    if (rc == RC_FAIL)
        say(links, &err);
    bool lacks = fragment && rc == RC_OK && str_has(url, STR("#")) &&
                 verdict_is_alive(record.evidence.verdict) &&
                 record.evidence.fragment == FRAGMENT_NOT_CHECKED;
    if (rc != RC_OK || !record.fresh || lacks)
        return NULL;
    return arena_copy(&links->arena, &record.evidence, 1, sizeof record.evidence);
}

const struct evidence *link_store_put(struct link_store *links, str url,
                                      const struct evidence *evidence)
{
    struct evidence named = *evidence;
    struct store_record record;
    struct err err;
    named.url = url;
    forget_last(links);
    if (store_put(links->store, &named, &links->arena, &record, &err) != RC_OK)
        say(links, &err);
    return arena_copy(&links->arena, &record.evidence, 1, sizeof record.evidence);
}

void link_store_close(struct link_store *links)
{
    store_close(links->store);
    arena_free(&links->arena);
}
