#include "cli/output.h"

#include "base/file.h"
#include "base/mem.h"
#include "base/near.h"
#include "report/patch.h"

#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/stat.h>
#include <unistd.h>

#define DEFAULT_FORMAT "full"

/* A report and where it goes. */
struct target {
    const char *text; /* "sarif:out.sarif", as given */
    const char *path; /* in `text`; NULL: standard output */
    const struct format *format;
};

struct targets {
    struct target *at; /* heap */
    size_t n, cap;
};

void output_names(struct buf *out)
{
    for (const struct format *const *format = format_table; *format; format++)
        buf_printf(out, "%s%s", format == format_table ? "" : ", ", (*format)->name);
}

static enum rc find_format(const struct format **out, str name, struct err *err)
{
    struct near near = near_start(name);
    for (const struct format *const *format = format_table; *format; format++) {
        if (str_eq(name, str_from((*format)->name))) {
            *out = *format;
            return RC_OK;
        }
        near_offer(&near, (*format)->name);
    }
    if (near.best)
        return err_set(err, "there is no format \"%.*s\": did you mean \"%s\"?", STR_ARG(name),
                       near.best);
    struct buf names = {0};
    output_names(&names);
    enum rc rc = err_set(err, "there is no format \"%.*s\": use %.*s", STR_ARG(name),
                         STR_ARG(buf_str(&names)));
    buf_free(&names);
    return rc;
}

static enum rc split(struct target *target, const char *text, struct err *err)
{
    str rest = str_from(text), name = str_cut(&rest, ':');
    if (rest.n == 0)
        return err_set(err, "--output: \"%s\" names no file: write FORMAT:FILE", text);
    *target = (struct target){.text = text, .path = str_eq(rest, STR("-")) ? NULL : rest.at};
    struct err why;
    if (find_format(&target->format, name, &why) != RC_OK)
        return err_set(err, "--output: %s", why.text);
    return RC_OK;
}

/* Append what the path leads to, links followed; the file itself need not be there. */
static void add_place(struct buf *out, const char *path)
{
    str name = str_from(path), base = name;
    char *real = realpath(path, NULL);
    if (!real) {
        struct buf folder = {0};
        size_t slash = str_rfind_char(name, '/');
        base = slash == STR_NPOS ? name : str_skip(name, slash + 1);
        buf_add(&folder, slash == STR_NPOS ? STR(".") : str_sub(name, 0, slash + 1));
        buf_add_char(&folder, '\0');
        real = realpath(folder.at, NULL);
        buf_free(&folder);
        buf_printf(out, "%s/%.*s", real ? real : "", STR_ARG(real ? base : name));
    } else {
        buf_add(out, str_from(real));
    }
    free(real);
}

static bool is_one_file(const struct target *a, const struct target *b)
{
    if (!a->path || !b->path)
        return !a->path && !b->path;
    struct buf first = {0}, second = {0};
    add_place(&first, a->path);
    add_place(&second, b->path);
    bool same = str_eq(buf_str(&first), buf_str(&second));
    buf_free(&first);
    buf_free(&second);
    return same;
}

/* What --output asks for. */
static enum rc read_targets(struct targets *targets, const struct check_options *options,
                            struct err *err)
{
    enum rc rc = RC_OK;
    for (size_t i = 0; rc == RC_OK && i < options->outputs.n; i++) {
        struct target target = {0};
        rc = split(&target, options->outputs.at[i], err);
        for (size_t t = 0; rc == RC_OK && t < targets->n; t++)
            if (is_one_file(&targets->at[t], &target))
                rc = err_set(err, "--output: \"%s\" and \"%s\" go to one place: name two files",
                             targets->at[t].text, target.text);
        vec_push(targets, target);
    }
    return rc;
}

static const struct target *standard_output(const struct targets *targets)
{
    for (size_t i = 0; i < targets->n; i++)
        if (!targets->at[i].path)
            return &targets->at[i];
    return NULL;
}

/* What --format asks for; it is NULL where FORMAT:- takes its place. */
static enum rc read_format(const struct format **format, const struct targets *targets,
                           const struct check_options *options, struct err *err)
{
    const struct target *other = standard_output(targets);
    *format = NULL;
    if (!options->format && other && !options->statistics)
        return RC_OK;
    struct err why;
    str name = options->format ? str_from(options->format) : STR(DEFAULT_FORMAT);
    if (find_format(format, name, &why) != RC_OK)
        return err_set(err, "--format: %s", why.text);
    if (options->statistics && !(*format)->statistics)
        return err_set(err, "--statistics: has no form in %s: use full, markdown or json",
                       (*format)->name);
    if (other && !((*format)->lines && other->format->lines))
        return err_set(err,
                       "--output: \"%s\" and the format %s do not share standard output: name a "
                       "file",
                       other->text, (*format)->name);
    return RC_OK;
}

/* The patch or the model takes the place of the report. */
static enum rc check_places(const struct check_options *options, struct err *err)
{
    if (options->diff && options->debug_model)
        return err_set(err, "--diff and --debug-model both take the place of the report: leave "
                            "out one");
    if (options->diff && options->statistics)
        return err_set(err, "--diff and --statistics both take the place of the report: leave "
                            "out one");
    if (options->diff && options->outputs.n > 0)
        return err_set(err, "--output: with --diff there is no report: leave out one");
    if (options->open_patch && (options->fix || options->diff))
        return err_set(err, "--open-patch: %s: leave out one",
                       options->diff ? "--diff prints a patch in place of the report"
                                     : "the links are mended already by --fix");
    if (options->open_patch && strcmp(options->open_patch, "-") == 0)
        return err_set(err, "--open-patch: standard output has the report: name a file, or take "
                            "--diff --only link/moved");
    if (options->fix && options->debug_model)
        return err_set(err, "--debug-model changes nothing: leave out --fix");
    return RC_OK;
}

enum rc output_check(const struct check_options *options, struct err *err)
{
    struct targets targets = {0};
    const struct format *format;
    enum rc rc = check_places(options, err);
    if (rc == RC_OK)
        rc = read_targets(&targets, options, err);
    if (rc == RC_OK)
        rc = read_format(&format, &targets, options, err);
    vec_free(&targets);
    return rc;
}

static enum rc spare(const char *option, const char *path, struct place *place,
                     const struct files *files, struct err *err)
{
    struct stat target, list;
    if (!path || stat(path, &target) != 0)
        return RC_OK;
    for (size_t i = 0; i < files->n; i++)
        if (!files->at[i].input && stat(place_absolute(place, files->at[i].path).at, &list) == 0 &&
            list.st_dev == target.st_dev && list.st_ino == target.st_ino)
            return err_set(err,
                           "%s: %s is a list that is checked, and would be written over: name "
                           "another file, or leave it out by `exclude` in the configuration",
                           option, path);
    return RC_OK;
}

enum rc output_spares(const struct check_options *options, struct place *place,
                      const struct files *files, struct err *err)
{
    struct targets targets = {0};
    enum rc rc = read_targets(&targets, options, err);
    for (size_t i = 0; rc == RC_OK && i < targets.n; i++)
        rc = spare("--output", targets.at[i].path, place, files, err);
    if (rc == RC_OK)
        rc = spare("--open-patch", options->open_patch, place, files, err);
    vec_free(&targets);
    return rc;
}

static bool is_set(const char *value)
{
    return value && *value;
}

/* https://no-color.org and https://bixense.com/clicolors; the option goes before both. */
bool output_wants_color(const struct cli *cli, enum color_choice choice, enum stream stream)
{
    if (choice != COLOR_AUTO)
        return choice == COLOR_ALWAYS;
    const char *force = cli->environment("CLICOLOR_FORCE"), *term = cli->environment("TERM");
    if (is_set(cli->environment("NO_COLOR")))
        return false;
    if (is_set(force) && strcmp(force, "0") != 0)
        return true;
    return isatty(print_descriptor(stream)) && is_set(term) && strcmp(term, "dumb") != 0;
}

enum stream output_stream(const struct check_options *options)
{
    bool input = false;
    for (size_t i = 0; i < options->operands.n; i++)
        input = input || strcmp(options->operands.at[i], "-") == 0;
    return input && options->fix ? STREAM_ERROR : STREAM_OUTPUT;
}

static uint32_t terminal_width(enum stream stream)
{
    struct winsize size = {0};
    return ioctl(print_descriptor(stream), TIOCGWINSZ, &size) == 0 ? size.ws_col : 0;
}

/* To each file; one that fails keeps none of the others from being written. */
static enum outcome write_files(struct report *report, const struct targets *targets,
                                enum outcome outcome)
{
    report->color = false;
    report->width = 0;
    for (size_t i = 0; i < targets->n; i++) {
        if (!targets->at[i].path)
            continue;
        struct buf out = {0};
        struct err err;
        targets->at[i].format->write(report, &out);
        if (file_write(targets->at[i].path, buf_str(&out), &err) != RC_OK) {
            print_failure(&err);
            outcome = OUTCOME_TROUBLE;
        }
        buf_free(&out);
    }
    return outcome;
}

enum outcome output_report(struct report *report, const struct statistics *statistics,
                           const struct cli *cli, const struct check_options *options,
                           enum outcome outcome)
{
    struct err err;
    struct buf out = {0};
    struct targets targets = {0};
    const struct format *format = NULL;
    if (read_targets(&targets, options, &err) != RC_OK ||
        read_format(&format, &targets, options, &err) != RC_OK) {
        print_failure(&err);
        vec_free(&targets);
        return OUTCOME_TROUBLE;
    }
    outcome = write_files(report, &targets, outcome);
    enum stream stream = output_stream(options);
    report->color = output_wants_color(cli, (enum color_choice)options->color, stream);
    report->width = terminal_width(stream);
    if (format && !options->quiet && statistics)
        format->statistics(statistics, &out);
    else if (format && !options->quiet)
        format->write(report, &out);
    const struct target *other = standard_output(&targets);
    if (other)
        other->format->write(report, &out);
    if (out.n > 0)
        outcome = print_bytes(stream, buf_str(&out), outcome);
    buf_free(&out);
    vec_free(&targets);
    return outcome;
}

enum outcome output_patch(str patch, const struct cli *cli, const struct check_options *options,
                          enum outcome outcome)
{
    if (options->quiet)
        return outcome;
    bool color = output_wants_color(cli, (enum color_choice)options->color, STREAM_OUTPUT);
    if (!color && !isatty(STDOUT_FILENO))
        return print_output(patch, outcome);
    struct buf out = {0};
    patch_show(&out, patch, color);
    outcome = print_output(buf_str(&out), outcome);
    buf_free(&out);
    return outcome;
}
