#include "cli/check_flags.h"
#include "cli/print.h"
#include "cli/recent.h"
#include "cli/setup.h"

#include "base/replace.h"
#include "git/past.h"

#include <string.h>

#define MEMBER(name) offsetof(struct recent_options, name)

static const struct flag recent_flags[] = {
    {.name = "check",
     .offset = MEMBER(check_only),
     .group = "Recent papers",
     .help = "write nothing: exit with 1 where the page is not as it would be written"},
    {.name = "stdout",
     .offset = MEMBER(show),
     .group = "Recent papers",
     .help = "write nothing but the page to standard output"},
    CONFIG_FLAGS(struct recent_options, check.config, check.no_config),
    QUIET_FLAG(struct recent_options, check.quiet),
    {.name = NULL},
};

static enum rc look(struct rebuilding *all, const struct cli *cli, const struct texts *operands,
                    struct err *err)
{
    const struct check_options *options = &all->options->check;
    const struct place_wish wish = {.find_config = !options->config && !options->no_config};
    enum rc rc = place_open(&all->place, cli, operands, &wish, err);
    if (rc == RC_OK)
        rc = setup_settings(&all->settings, &all->place, options, err);
    if (rc != RC_OK)
        return rc;
    all->documents = (struct documents){
        .settings = &all->settings,
        .today = date_from_epoch(cli->clock.wall(cli->clock.self)),
    };
    files_find(&all->files, &all->place, &all->settings, operands, NULL, true);
    files_find_all(&all->files, &all->place, &all->settings);
    documents_load(&all->documents, &all->files, &all->place);
    if (all->files.trouble)
        return err_set(err, "the list could not be read as a whole: nothing was written");
    return RC_OK;
}

static bool holds(const struct rebuilding *all, str path)
{
    for (size_t i = 0; i < all->documents.n; i++)
        if (str_eq(all->documents.at[i]->path, path))
            return true;
    return false;
}

/* The page that the configuration names, else the one list that has the comments. */
static enum rc choose_page(struct rebuilding *all, struct err *err)
{
    str named = all->wish.page;
    size_t found = STR_NPOS;
    if (named.n > 0 && !holds(all, named))
        return err_set(err, "%.*s: the page of `recent` in the configuration is no list here",
                       STR_ARG(named));
    for (size_t i = 0; i < all->documents.n; i++) {
        const struct document *doc = all->documents.at[i];
        bool is_page = named.n > 0 ? str_eq(doc->path, named) : recent_is_marked(doc);
        if (is_page && found != STR_NPOS)
            return err_set(err,
                           "%s and %s both hold <!-- recent:start -->: name the page below "
                           "`recent` in the configuration",
                           all->documents.names.at[found].at, all->documents.names.at[i].at);
        if (is_page)
            found = i;
    }
    all->index = found;
    for (size_t i = 0; found == STR_NPOS && i < all->documents.n; i++)
        if (all->documents.at[i]->refusal.kind != REFUSED_NOT)
            return err_set(err,
                           "%s: is over a limit, so it is not known whether it is the page: "
                           "curlint check tells which limit",
                           all->documents.names.at[i].at);
    if (found == STR_NPOS)
        return err_set(err, "no list holds <!-- recent:start -->: put it on a line above the lists "
                            "to rebuild, and <!-- recent:end --> below them");
    return RC_OK;
}

static enum rc read_window(struct rebuilding *all, struct err *err)
{
    enum rc rc = recent_window_find(&all->plan, &all->page, &all->wish, all->documents.today);
    if (rc == RC_FAIL)
        return err_set(err,
                       "%s: `window` below `recent` in the configuration begins after today, so "
                       "that no paper would be left",
                       recent_page_name(all));
    if (rc != RC_OK)
        return err_set(err,
                       "%s: no heading tells what is recent, as in \"the last 90 days\": say "
                       "`window: 90` below `recent` in the configuration",
                       recent_page_name(all));
    return RC_OK;
}

static enum rc read_page(struct rebuilding *all, struct err *err)
{
    const struct document *doc = all->documents.at[all->index];
    if (doc->refusal.kind != REFUSED_NOT)
        return err_set(err, "%s: is over a limit, so it is not rebuilt: curlint check tells which",
                       recent_page_name(all));
    enum rc rc = RC_OK;
    recent_page_read(&all->page, doc);
    if (all->page.fault)
        rc = err_set(err, "%s:%u: %s", recent_page_name(all),
                     document_line(doc, all->page.fault_line.start) + 1, all->page.fault);
    if (rc == RC_OK && !all->page.marked)
        rc = err_set(err,
                     "%s: holds no <!-- recent:start -->: put it on a line above the lists to "
                     "rebuild, and <!-- recent:end --> below them",
                     recent_page_name(all));
    for (size_t i = 0; rc == RC_OK && i < all->documents.n; i++)
        if (recent_repeats(&all->wish, doc->path, all->documents.at[i]->path))
            vec_push(&all->sources, all->documents.at[i]);
    if (rc == RC_OK && all->sources.n == 0)
        rc = err_set(err, "%s: there is no other list that it could be rebuilt from",
                     recent_page_name(all));
    if (rc == RC_OK && all->page.groups.n == 0 && all->wish.section_count == 0)
        rc = err_set(err,
                     "%s: has no table and no list of bullets between <!-- recent:start --> and "
                     "<!-- recent:end -->",
                     recent_page_name(all));
    return rc == RC_OK ? read_window(all, err) : rc;
}

/* The lists as git had them on the day before the window; false where that is not known. */
static bool load_past(struct rebuilding *all)
{
    char commit[BASE_REVISION_BYTES];
    struct snapshot snapshot = {0};
    struct err err;
    struct repo *repo = all->place.repo;
    if (!repo ||
        past_commit(commit, repo, date_to_epoch(day_date(all->plan.window.since)), &err) != RC_OK)
        return false;
    bool known = commit[0] == '\0' || snapshot_of_commit(&snapshot, repo, commit, &err) == RC_OK;
    for (size_t i = 0; known && i < snapshot.count; i++) {
        struct buf bytes = {0};
        size_t size = 0;
        if (snapshot.entries[i].kind != SNAPSHOT_FILE ||
            !files_is_list(&all->settings, snapshot.entries[i].path))
            continue;
        known = snapshot_read(&snapshot, i, &bytes, (size_t)all->settings.limits.file_bytes, &size,
                              &err) == RC_OK;
        if (known) {
            struct document *doc =
                documents_build(&all->documents, snapshot.entries[i].path, &bytes, size);
            recent_past_add(&all->past, doc);
            document_free(doc);
        }
        buf_free(&bytes);
    }
    snapshot_free(&snapshot);
    return known;
}

/* Whether some entry may have nothing else that tells its age, so that history has to be asked. */
static bool needs_past(const struct rebuilding *all)
{
    bool asks = all->wish.by_count == 0, date = asks, arxiv = asks;
    for (size_t i = 0; i < all->wish.by_count && !asks; i++) {
        asks = all->wish.by[i] == RECENT_HISTORY;
        date = date || all->wish.by[i] == RECENT_DATE;
        arxiv = arxiv || all->wish.by[i] == RECENT_ARXIV;
    }
    for (size_t i = 0; asks && i < all->sources.n; i++) {
        const struct document *doc = all->sources.at[i];
        struct entry_day *days = entry_days(doc, all->documents.today);
        bool open = false;
        for (uint32_t k = 0; k < doc->entry_count && !open; k++)
            open = twins_takes(doc, &doc->entries[k]) && !(date && days[k].source == DAY_WRITTEN) &&
                   !(arxiv && entry_day_arxiv(doc->entries[k].key).source == DAY_ARXIV);
        mem_free(days);
        if (open)
            return true;
    }
    return false;
}

/* The same page again, from the bytes that would be written: nothing may be left to do. */
static bool is_at_rest(const struct rebuilding *all)
{
    struct buf bytes = {0};
    struct recent_page page = {0};
    struct recent_plan plan = {0};
    struct recent_text text = {0};
    struct err err;
    buf_add(&bytes, buf_str(&all->text.bytes));
    struct document *doc = documents_build(&all->documents, all->documents.at[all->index]->path,
                                           &bytes, all->text.bytes.n);
    recent_page_read(&page, doc);
    bool rests = doc->refusal.kind == REFUSED_NOT && !page.fault &&
                 (page.groups.n > 0 || all->wish.section_count > 0) &&
                 recent_window_find(&plan, &page, &all->wish, all->documents.today) == RC_OK &&
                 recent_plan_make(&plan, all->sources.at, all->sources.n,
                                  all->has_past ? &all->past : NULL, &err) == RC_OK &&
                 recent_text_make(&text, &plan, &err) == RC_OK &&
                 str_eq(buf_str(&text.bytes), buf_str(&all->text.bytes));
    recent_text_free(&text);
    recent_plan_free(&plan);
    recent_page_free(&page);
    document_free(doc);
    return rests;
}

static enum rc rebuild(struct rebuilding *all, struct err *err)
{
    enum rc rc = choose_page(all, err);
    if (rc == RC_OK)
        rc = read_page(all, err);
    if (rc != RC_OK)
        return rc;
    all->has_past = needs_past(all) && load_past(all);
    rc = recent_plan_make(&all->plan, all->sources.at, all->sources.n,
                          all->has_past ? &all->past : NULL, err);
    if (rc == RC_OK)
        rc = recent_text_make(&all->text, &all->plan, err);
    if (rc == RC_OK && !is_at_rest(all))
        rc = err_set(err,
                     "%s: would not be the same after a second rebuilding, so it is left as it "
                     "was%s",
                     recent_page_name(all),
                     all->wish.section_count > 0
                         ? ""
                         : ": name its sections and their files under `sections`, below `recent` "
                           "in the configuration");
    return rc;
}

static enum outcome write_page(struct rebuilding *all)
{
    struct err err;
    const struct file *file = all->documents.files.at[all->index];
    str root = all->place.root;
    if (file_replace(root.n ? root.at : "/", file->path, recent_page_name(all),
                     all->page.doc->source, buf_str(&all->text.bytes), &err) == RC_OK)
        return recent_tell(all, OUTCOME_CLEAN);
    print_failure(&err);
    return OUTCOME_TROUBLE;
}

static enum outcome finish(struct rebuilding *all)
{
    if (all->options->show)
        return print_output(buf_str(&all->text.bytes), OUTCOME_CLEAN);
    if (all->options->check_only)
        return recent_tell(all, recent_is_changed(all) ? OUTCOME_FOUND : OUTCOME_CLEAN);
    return recent_is_changed(all) ? write_page(all) : recent_tell(all, OUTCOME_CLEAN);
}

static void free_all(struct rebuilding *all)
{
    recent_text_free(&all->text);
    recent_plan_free(&all->plan);
    recent_page_free(&all->page);
    map_free(&all->past);
    vec_free(&all->sources);
    documents_free(&all->documents);
    files_free(&all->files);
    settings_free(&all->settings);
    place_close(&all->place);
}

static enum outcome run_recent(const struct cli *cli, const struct recent_options *options,
                               const struct texts *operands)
{
    struct rebuilding all = {.options = options};
    struct err err;
    enum outcome outcome = OUTCOME_TROUBLE;
    settings_init(&all.settings, cli->rules, cli->rule_count);
    enum rc rc = look(&all, cli, operands, &err);
    all.wish = all.settings.form.recent;
    if (rc == RC_OK)
        rc = rebuild(&all, &err);
    if (rc == RC_OK)
        outcome = finish(&all);
    else
        print_failure(&err);
    free_all(&all);
    return outcome;
}

static enum outcome recent(const struct cli *cli, int argc, char **argv)
{
    struct recent_options options = {0};
    struct texts operands = {0};
    struct err err;
    enum outcome outcome = OUTCOME_TROUBLE;
    enum rc rc = flag_parse(recent_flags, &options, &operands, argc, argv, &err);
    if (rc == RC_OK && operands.n > 1)
        rc = err_set(&err, "recent: takes one folder, and \"%s\" is the second", operands.at[1]);
    if (rc == RC_OK && operands.n == 1 && strcmp(operands.at[0], "-") == 0)
        rc = err_set(&err, "recent: reads a folder, not standard input");
    if (rc == RC_OK && options.check_only && options.show)
        rc = err_set(&err, "recent: --check and --stdout cannot both be: leave one out");
    if (rc == RC_OK) {
        if (operands.n == 0)
            vec_push(&operands, ".");
        outcome = run_recent(cli, &options, &operands);
    } else {
        print_failure(&err);
    }
    vec_free(&operands);
    return outcome;
}

const struct command command_recent = {
    .name = "recent",
    .summary = "rebuild the page of recent papers from the other lists",
    .usage = "[OPTION...] [FOLDER]",
    .flags = recent_flags,
    .run = recent,
};
