#include "cli/documents.h"
#include "cli/flag.h"
#include "cli/print.h"
#include "config/propose.h"
#include "report/escape.h"

#include "base/file.h"
#include "base/mem.h"

#include <string.h>

#define CONFIG_NAME ".curlint.yaml"

struct init_options {
    bool force, show;
};

#define MEMBER(name) offsetof(struct init_options, name)

static const struct flag init_flags[] = {
    {.name = "force",
     .offset = MEMBER(force),
     .group = "Configuration",
     .help = "replace a configuration that is there"},
    {.name = "stdout",
     .offset = MEMBER(show),
     .group = "Configuration",
     .help = "print the configuration and write no file"},
    {.name = NULL},
};

/* Everything that one look at a list has in hand. */
struct init {
    const struct init_options *options;
    struct place place;
    struct settings settings;
    struct files files;
    struct documents documents;
    struct habits habits;
    struct buf config, told;
};

/* Where the configuration goes: in the place of one that is there, else to the root. */
static enum rc choose_path(struct init *init, str *path, struct err *err)
{
    struct place *place = &init->place;
    if (place->config.n == 0) {
        *path = place_absolute(place, STR(CONFIG_NAME));
        return RC_OK;
    }
    *path = place->config;
    if (init->options->force)
        return RC_OK;
    str below = str_skip(place->config, place->root.n + 1);
    return err_set(err, "%s: is there already: --force replaces it, --stdout prints the new one",
                   place_name(place, below).at);
}

static enum rc look(struct init *init, const struct cli *cli, const struct texts *operands,
                    struct err *err)
{
    enum rc rc =
        place_open(&init->place, cli, operands, &(struct place_wish){.find_config = true}, err);
    if (rc != RC_OK)
        return rc;
    init->documents = (struct documents){
        .settings = &init->settings,
        .today = date_from_epoch(cli->clock.wall(cli->clock.self)),
    };
    files_find(&init->files, &init->place, &init->settings, operands, NULL, true);
    documents_load(&init->documents, &init->files, &init->place);
    if (init->files.trouble)
        return err_set(err, "the list could not be read as a whole: nothing was written");
    habits_read(&init->habits, init->documents.at, (uint32_t)init->documents.n);
    propose_config(&init->config, &init->told, &init->habits, &init->settings);
    return RC_OK;
}

static enum outcome write_config(struct init *init, str path)
{
    struct err err;
    if (file_write(path.at, buf_str(&init->config), &err) != RC_OK) {
        print_failure(&err);
        return OUTCOME_TROUBLE;
    }
    str below = str_skip(path, init->place.root.n + 1);
    struct buf out = {0};
    buf_printf(&out, "wrote %s\n", place_name(&init->place, below).at);
    for (str rest = buf_str(&init->told); rest.n > 0;) {
        escape_add_first(&out, str_cut(&rest, '\n'));
        buf_add_char(&out, '\n');
    }
    enum outcome outcome = print_output(buf_str(&out), OUTCOME_CLEAN);
    buf_free(&out);
    return outcome;
}

static enum outcome run_init(const struct cli *cli, const struct init_options *options,
                             const struct texts *operands)
{
    struct init init = {.options = options};
    struct err err;
    str path = {NULL, 0};
    enum outcome outcome = OUTCOME_TROUBLE;
    settings_init(&init.settings, cli->rules, cli->rule_count);
    enum rc rc = look(&init, cli, operands, &err);
    if (rc == RC_OK && !options->show)
        rc = choose_path(&init, &path, &err);
    if (rc != RC_OK)
        print_failure(&err);
    else if (options->show)
        outcome = print_output(buf_str(&init.config), OUTCOME_CLEAN);
    else
        outcome = write_config(&init, path);
    buf_free(&init.config);
    buf_free(&init.told);
    habits_free(&init.habits);
    documents_free(&init.documents);
    files_free(&init.files);
    settings_free(&init.settings);
    place_close(&init.place);
    return outcome;
}

static enum outcome init(const struct cli *cli, int argc, char **argv)
{
    struct init_options options = {0};
    struct texts operands = {0};
    struct err err;
    enum outcome outcome = OUTCOME_TROUBLE;
    enum rc rc = flag_parse(init_flags, &options, &operands, argc, argv, &err);
    if (rc == RC_OK && operands.n > 1)
        rc = err_set(&err, "init: takes one folder, and \"%s\" is the second", operands.at[1]);
    if (rc == RC_OK && operands.n == 1 && strcmp(operands.at[0], "-") == 0)
        rc = err_set(&err, "init: reads a folder, not standard input");
    if (rc == RC_OK) {
        if (operands.n == 0)
            vec_push(&operands, ".");
        outcome = run_init(cli, &options, &operands);
    } else {
        print_failure(&err);
    }
    vec_free(&operands);
    return outcome;
}

const struct command command_init = {
    .name = "init",
    .summary = "write a configuration that fits a list",
    .usage = "[OPTION...] [FOLDER]",
    .flags = init_flags,
    .run = init,
};
