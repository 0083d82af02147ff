#include "cli/documents.h"
#include "cli/flag.h"
#include "cli/print.h"
#include "cli/starter.h"
#include "config/propose.h"
#include "report/escape.h"

#include "base/create.h"
#include "base/file.h"
#include "base/mem.h"

#include <string.h>
#include <unistd.h>

#define CONFIG_NAME ".curlint.yaml"

struct init_options {
    bool force, show;
    bool workflow, hook; /* these alone */
    bool no_config, no_workflow, no_hook;
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
    {.name = "hook",
     .offset = MEMBER(hook),
     .group = "Parts",
     .help = "write git's pre-commit hook alone; with --workflow both of them"},
    {.name = "workflow",
     .offset = MEMBER(workflow),
     .group = "Parts",
     .help = "write the workflow of GitHub Actions alone"},
    {.name = "no-config",
     .offset = MEMBER(no_config),
     .group = "Parts",
     .help = "write no configuration"},
    {.name = "no-hook", .offset = MEMBER(no_hook), .group = "Parts", .help = "write no hook"},
    {.name = "no-workflow",
     .offset = MEMBER(no_workflow),
     .group = "Parts",
     .help = "write no workflow"},
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
    bool wants_config, wants_workflow, wants_hook;
    str config_path; /* absolute */
    struct starter workflow, hook;
};

static enum rc check_options(const struct init_options *options, struct err *err)
{
    bool alone = options->hook || options->workflow;
    bool less = options->no_config || options->no_workflow || options->no_hook;
    if ((options->hook && options->no_hook) || (options->workflow && options->no_workflow))
        return err_set(err, "init: the same part is asked for and left out");
    if (options->show && (alone || less))
        return err_set(err, "--stdout prints the configuration alone: leave out the other options");
    if (options->force && (alone || options->no_config))
        return err_set(err, "--force replaces the configuration, and that is left out here");
    return RC_OK;
}

/* Without a repository there is neither a hook nor a workflow to write, unless asked for. */
static void choose_parts(struct init *init)
{
    const struct init_options *options = init->options;
    bool alone = options->hook || options->workflow, here = init->place.repo && !options->show;
    init->wants_config = !alone && !options->no_config;
    init->wants_workflow = options->workflow || (!alone && here && !options->no_workflow);
    init->wants_hook = options->hook || (!alone && here && !options->no_hook);
}

/* Where the configuration goes: in the place of one that is there, else to the root. */
static enum rc choose_path(struct init *init, struct err *err)
{
    struct place *place = &init->place;
    if (place->config.n == 0) {
        init->config_path = place_absolute(place, STR(CONFIG_NAME));
        return RC_OK;
    }
    init->config_path = place->config;
    if (init->options->force)
        return RC_OK;
    str below = str_skip(place->config, place->root.n + 1);
    return err_set(err,
                   "%s: is there already: --force replaces it, --stdout prints the new one, "
                   "--no-config leaves it as it is",
                   place_name(place, below).at);
}

static enum rc propose(struct init *init, const struct cli *cli, const struct texts *operands,
                       struct err *err)
{
    init->documents = (struct documents){
        .settings = &init->settings,
        .today = date_from_epoch(cli->clock.wall(cli->clock.self)),
    };
    files_find(&init->files, &init->place, &init->settings, operands, NULL, true);
    documents_load(&init->documents, &init->files, &init->place);
    if (init->files.trouble)
        return err_set(err, "the list could not be read as a whole: nothing was written");
    if (init->documents.n == 0)
        return err_set(err, "no list is here that a configuration could fit: nothing was written; "
                            "--no-config writes the rest");
    habits_read(&init->habits, init->documents.at, (uint32_t)init->documents.n);
    propose_config(&init->config, &init->told, &init->habits, &init->settings);
    return RC_OK;
}

/* Every part before any is written; each that can't be is told of. */
static bool plan(struct init *init, const struct cli *cli, const struct texts *operands)
{
    struct err err;
    bool ready = true;
    if (init->wants_config && !init->options->show && choose_path(init, &err) != RC_OK) {
        print_failure(&err);
        ready = false;
    }
    if (init->wants_workflow && starter_workflow(&init->workflow, &init->place, &err) != RC_OK) {
        print_failure(&err);
        ready = false;
    }
    if (init->wants_hook && starter_hook(&init->hook, &init->place, cli, &err) != RC_OK) {
        print_failure(&err);
        ready = false;
    }
    if (ready && init->wants_config && propose(init, cli, operands, &err) != RC_OK) {
        print_failure(&err);
        ready = false;
    }
    return ready;
}

static str below_root(const struct init *init, str path)
{
    return str_skip(path, init->place.root.n + 1);
}

static enum rc write_config(struct init *init, struct err *err)
{
    if (init->place.config.n > 0)
        return file_write(init->config_path.at, buf_str(&init->config), err);
    str below = below_root(init, init->config_path);
    return file_create(init->place.root.n ? init->place.root.at : "/", below,
                       place_name(&init->place, below).at, buf_str(&init->config), 0644, err);
}

/* The configuration last, as what --force replaced can't be brought back. */
static enum rc write_parts(struct init *init, struct err *err)
{
    enum rc rc = init->wants_workflow ? starter_write(&init->workflow, err) : RC_OK;
    if (rc == RC_OK && init->wants_hook)
        rc = starter_write(&init->hook, err);
    if (rc == RC_OK && init->wants_config)
        rc = write_config(init, err);
    if (rc != RC_OK) {
        starter_undo(&init->workflow);
        starter_undo(&init->hook);
    }
    return rc;
}

static void tell_starter(struct buf *out, const struct starter *starter)
{
    buf_add(out, starter->there ? STR("kept ") : STR("wrote "));
    escape_add(out, starter->name);
    buf_add_char(out, '\n');
}

/* What to do next, as somebody does it who is in the root. */
static void tell_next(struct buf *out, const struct init *init)
{
    bool elsewhere = !str_eq(init->place.root, init->place.here);
    buf_add(out, STR("\nnext"));
    if (elsewhere) {
        buf_add(out, STR(", in "));
        escape_add(out, init->place.root);
    }
    buf_add(out, STR(":\n  1. curlint check: what it finds now; `curlint baseline` sets aside what "
                     "is to stay\n  2. git add"));
    if (init->wants_config) {
        buf_add_char(out, ' ');
        escape_add(out, below_root(init, init->config_path));
    }
    if (init->wants_workflow)
        buf_printf(out, " %.*s", STR_ARG(init->workflow.path));
    buf_printf(out, " && git commit -m \"Check the list with curlint\"\n  3. git push%s\n",
               init->wants_workflow ? ": from then on every pull request is checked" : "");
}

static enum outcome tell(struct init *init)
{
    struct buf out = {0};
    if (init->wants_config) {
        buf_add(&out, STR("wrote "));
        escape_add(&out, place_name(&init->place, below_root(init, init->config_path)));
        buf_add_char(&out, '\n');
    }
    if (init->wants_workflow)
        tell_starter(&out, &init->workflow);
    if (init->wants_hook)
        tell_starter(&out, &init->hook);
    for (str rest = buf_str(&init->told); rest.n > 0;) {
        escape_add_first(&out, str_cut(&rest, '\n'));
        buf_add_char(&out, '\n');
    }
    if (init->place.repo && (init->wants_config || init->wants_workflow))
        tell_next(&out, init);
    else if (!init->place.repo)
        buf_add(&out, STR("\nno git repository is here, so that neither a workflow nor a hook was "
                          "written; next:\n  1. curlint check\n  2. git init\n"
                          "  3. curlint init --workflow --hook\n"));
    enum outcome outcome = print_output(buf_str(&out), OUTCOME_CLEAN);
    buf_free(&out);
    return outcome;
}

static enum outcome run_init(const struct cli *cli, const struct init_options *options,
                             const struct texts *operands)
{
    struct init init = {.options = options};
    struct err err;
    enum outcome outcome = OUTCOME_TROUBLE;
    settings_init(&init.settings, cli->rules, cli->rule_count);
    if (place_open(&init.place, cli, operands, &(struct place_wish){.find_config = true}, &err) !=
        RC_OK) {
        print_failure(&err);
    } else {
        choose_parts(&init);
        bool ready = plan(&init, cli, operands);
        if (ready && options->show)
            outcome = print_output(buf_str(&init.config), OUTCOME_CLEAN);
        else if (ready && write_parts(&init, &err) != RC_OK)
            print_failure(&err);
        else if (ready)
            outcome = tell(&init);
    }
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
    if (rc == RC_OK)
        rc = check_options(&options, &err);
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
    .summary = "write a configuration that fits a list, a workflow and a hook",
    .usage = "[OPTION...] [FOLDER]",
    .flags = init_flags,
    .run = init,
};
