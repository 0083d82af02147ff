#include "base/replace.h"
#include "cli/add.h"
#include "cli/check_flags.h"
#include "cli/setup.h"
#include "report/escape.h"

#include <string.h>

#define MEMBER(name) offsetof(struct add_options, name)

static const struct flag add_flags[] = {
    {.name = "into",
     .kind = FLAG_TEXT,
     .argument = "FILE",
     .offset = MEMBER(into),
     .group = "List",
     .help = "put the entry into FILE, where the order of its section asks for it; without this it "
             "is printed"},
    {.name = "section",
     .kind = FLAG_TEXT,
     .argument = "NAME",
     .offset = MEMBER(section),
     .group = "List",
     .help = "the section, by its heading or the anchor of that; may be left out where the file "
             "has but one"},
    {.name = "copy",
     .offset = MEMBER(copy),
     .group = "List",
     .help = "add a paper to FILE that another file of the list has"},
    {.name = "stdout",
     .offset = MEMBER(show),
     .group = "List",
     .help = "print the entry as it would stand in FILE, and change nothing"},
    {.name = "title",
     .kind = FLAG_TEXT,
     .argument = "TEXT",
     .offset = MEMBER(title),
     .group = "Paper",
     .help = "its title; with --authors nobody is asked for them"},
    {.name = "authors",
     .kind = FLAG_TEXT,
     .argument = "NAMES",
     .offset = MEMBER(authors),
     .group = "Paper",
     .help = "its authors, commas between"},
    {.name = "code",
     .kind = FLAG_TEXT,
     .argument = "URL",
     .offset = MEMBER(code),
     .group = "Paper",
     .help = "its code; owner/name is a repository on GitHub"},
    {.name = "project",
     .kind = FLAG_TEXT,
     .argument = "URL",
     .offset = MEMBER(project),
     .group = "Paper",
     .help = "the page of the project"},
    {.name = "venue",
     .kind = FLAG_TEXT,
     .argument = "TEXT",
     .offset = MEMBER(venue),
     .group = "Paper",
     .help = "where it was published, as \"ICLR'25\" or \"ICLR 2025\""},
    {.name = "picture",
     .kind = FLAG_TEXT,
     .argument = "PATH",
     .offset = MEMBER(picture),
     .group = "Paper",
     .help = "its picture, from the folder of FILE, or a URL"},
    {.name = "date",
     .kind = FLAG_TEXT,
     .argument = "DATE",
     .offset = MEMBER(date),
     .group = "Paper",
     .help = "its date, 2025-01-31 or 2025-01; without this that of its first version, and today "
             "where the list keeps the day of adding"},
    {.name = "answers",
     .kind = FLAG_TEXT,
     .argument = "FILE",
     .offset = MEMBER(links.answers),
     .group = "Asking",
     .help = "take what is known of papers and code from FILE (docs/json.md), and ask nobody"},
    {.name = "offline",
     .offset = MEMBER(links.offline),
     .group = "Asking",
     .help = "ask nobody: --title and --authors tell"},
    {.name = "proxy",
     .kind = FLAG_TEXT,
     .argument = "URL",
     .offset = MEMBER(links.proxy),
     .group = "Asking",
     .help = "ask by way of a proxy; those of the environment are not used"},
    CONFIG_FLAGS(struct add_options, config, no_config),
    {.name = NULL},
};

/* The folder that a file is in. */
static const char *folder_of(struct adding *adding, const char *path)
{
    size_t slash = str_rfind_char(str_from(path), '/');
    return slash == STR_NPOS ? "."
                             : arena_str(&adding->arena, str_sub(str_from(path), 0, slash + 1)).at;
}

/* Read the lists: all of the repository, else of the folder, for a paper may be in any of them. */
static enum rc load(struct adding *adding, struct err *err)
{
    const struct add_options *options = adding->options;
    const struct check_options wish = {.config = options->config, .no_config = options->no_config};
    struct place *place = &adding->place;
    struct texts operands = {0};
    vec_push(&operands, options->into ? options->into : ".");
    enum rc rc = place_open(
        place, adding->cli, &operands,
        &(struct place_wish){.find_config = !options->config && !options->no_config}, err);
    if (rc == RC_OK)
        rc = setup_settings(&adding->settings, place, &wish, err);
    if (rc == RC_OK) {
        adding->tree = place_tree(place);
        adding->documents.tree = &adding->tree;
        if (options->into && place->repo)
            vec_push(&operands, place->root.n ? place->root.at : "/");
        else if (options->into)
            vec_push(&operands, folder_of(adding, options->into));
        files_find(&adding->files, place, &adding->settings, &operands, NULL, false);
        documents_load(&adding->documents, &adding->files, place);
        if (adding->files.trouble)
            rc = err_set(err, "the list could not be read as a whole: nothing was added");
    }
    vec_free(&operands);
    return rc;
}

static enum outcome put_all(struct adding *adding)
{
    enum outcome outcome = OUTCOME_CLEAN;
    for (size_t i = 0; i < adding->additions.n; i++) {
        enum outcome one = add_put(adding, &adding->additions.at[i]);
        outcome = one > outcome ? one : outcome;
        if (one == OUTCOME_TROUBLE)
            break;
        /* Those that were put in before stand further down where this one is above them. */
        uint32_t fresh = adding->additions.at[i].entry;
        for (size_t j = 0; j < i && one == OUTCOME_CLEAN; j++)
            adding->additions.at[j].entry += adding->additions.at[j].entry >= fresh;
    }
    return outcome;
}

static str text_of(const struct adding *adding, const struct addition *addition)
{
    const struct document *doc = adding->documents.at[adding->document];
    return document_text(doc, doc->entries[addition->entry].span);
}

/* The entries as they would stand in the list. */
static enum outcome print_entries(const struct adding *adding)
{
    struct buf out = {0};
    for (size_t i = 0; i < adding->additions.n; i++) {
        str rest = str_trim_right(text_of(adding, &adding->additions.at[i]));
        while (rest.at) {
            str line = str_cut(&rest, '\n');
            buf_add(&out, str_ends(line, STR("\r")) ? str_sub(line, 0, line.n - 1) : line);
            buf_add_char(&out, '\n');
        }
    }
    enum outcome outcome = print_output(buf_str(&out), OUTCOME_CLEAN);
    buf_free(&out);
    return outcome;
}

static enum outcome write_file(struct adding *adding)
{
    const struct document *doc = adding->documents.at[adding->document];
    const struct file *file = adding->documents.files.at[adding->document];
    str root = adding->place.root;
    struct err err;
    struct buf out = {0};
    if (file_replace(root.n ? root.at : "/", file->path, file->name.at, adding->was->source,
                     doc->source, &err) != RC_OK) {
        print_failure(&err);
        return OUTCOME_TROUBLE;
    }
    for (size_t i = 0; i < adding->additions.n; i++) {
        const struct entry *entry = &doc->entries[adding->additions.at[i].entry];
        escape_add_first(&out, file->name);
        buf_printf(&out, ":%u: added ", document_line(doc, entry->span.start) + 1);
        escape_add(&out, adding->additions.at[i].paper.title);
        buf_add_char(&out, '\n');
    }
    enum outcome outcome = print_output(buf_str(&out), OUTCOME_CLEAN);
    buf_free(&out);
    return outcome;
}

static void release(struct adding *adding)
{
    document_free(adding->was);
    patterns_free(&adding->patterns);
    vec_free(&adding->additions);
    documents_free(&adding->documents);
    answers_free(&adding->answers);
    files_free(&adding->files);
    settings_free(&adding->settings);
    place_close(&adding->place);
    arena_free(&adding->arena);
}

static enum outcome run_add(const struct cli *cli, const struct add_options *options,
                            const struct texts *operands)
{
    struct adding adding = {.cli = cli, .options = options};
    struct err err;
    adding.documents = (struct documents){
        .settings = &adding.settings,
        .today = date_from_epoch(cli->clock.wall(cli->clock.self)),
    };
    settings_init(&adding.settings, cli->rules, cli->rule_count);
    enum rc rc = add_read(&adding, operands, &err);
    if (rc == RC_OK)
        rc = load(&adding, &err);
    if (rc == RC_OK) {
        patterns_learn(&adding.patterns, adding.documents.at, (uint32_t)adding.documents.n,
                       &adding.settings.form);
        rc = add_choose(&adding, &err);
    }
    if (rc == RC_OK)
        rc = add_ask(&adding, &err);
    enum outcome outcome = OUTCOME_TROUBLE;
    if (rc == RC_OK)
        outcome = put_all(&adding);
    else
        print_failure(&err);
    if (rc == RC_OK && outcome == OUTCOME_CLEAN)
        outcome = add_check(&adding);
    if (rc == RC_OK && outcome == OUTCOME_CLEAN)
        outcome = options->into && !options->show ? write_file(&adding) : print_entries(&adding);
    else if (rc == RC_OK)
        print_note("nothing was added");
    release(&adding);
    return outcome;
}

static enum outcome add(const struct cli *cli, int argc, char **argv)
{
    struct add_options options = {.links = {.links = true}};
    struct texts operands = {0};
    struct err err;
    enum outcome outcome = OUTCOME_TROUBLE;
    if (flag_parse(add_flags, &options, &operands, argc, argv, &err) == RC_OK)
        outcome = run_add(cli, &options, &operands);
    else
        print_failure(&err);
    vec_free(&operands);
    link_options_free(&options.links);
    return outcome;
}

const struct command command_add = {
    .name = "add",
    .summary = "write an entry for a paper as the list writes its entries",
    .usage = "[OPTION...] PAPER...",
    .flags = add_flags,
    .run = add,
};
